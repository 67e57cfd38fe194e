/** Turns the posts of a dump into Markdown: built on its own to `build/workers/html-to-markdown.js`. */
import { parentPort } from "node:worker_threads";
import { htmlToMarkdown } from "./html-to-markdown.server.ts";

parentPort?.on("message", (posts: string[]) => parentPort?.postMessage(posts.map(convert)));
parentPort?.postMessage("ready");

/** One post that is too much for the library stops no other. */
function convert(html: string): string | undefined {
  try {
    return htmlToMarkdown(html);
  } catch {
    return undefined;
  }
}
