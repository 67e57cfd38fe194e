/** Reads mails: built on its own to `build/workers/parse-mail.js`, so that no mail holds up the site. */
import { parentPort } from "node:worker_threads";
import { parseMail } from "./parse-mail.server.ts";

parentPort?.on("message", async (bytes: Uint8Array) => {
  const mail = await parseMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).catch(() => undefined);
  parentPort?.postMessage(mail ?? "unreadable");
});
parentPort?.postMessage("ready");
