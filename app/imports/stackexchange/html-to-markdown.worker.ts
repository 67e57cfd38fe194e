/** Turns the posts of a dump into Markdown: built on its own to `build/workers/html-to-markdown.js`. */
import { parentPort } from "node:worker_threads";
import { htmlToMarkdown } from "./html-to-markdown.server.ts";

parentPort?.on("message", ({ html }: { html: string }) => {
  try {
    parentPort?.postMessage({ markdown: htmlToMarkdown(html) });
  } catch {
    parentPort?.postMessage(undefined);
  }
});
parentPort?.postMessage("ready");
