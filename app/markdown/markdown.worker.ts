/** The entry of the worker thread: built on its own to `build/workers/markdown.js`. */
import { parentPort } from "node:worker_threads";
import { type MarkdownOptions, markdownToHtml } from "./markdown-to-html.server";

export type MarkdownTask = MarkdownOptions & { source: string };
/** `undefined`: this text cannot be rendered within its caps. */
export type MarkdownResult = { html: string; excerpt: string } | undefined;

parentPort?.on("message", (task: MarkdownTask) => parentPort?.postMessage(render(task)));
// The first text costs twenty times the next ones: it is one of ours, so that no visitor's runs into the time limit.
render({
  source: "# A\n\n```js\nconst a = 1;\n```\n\n| a |\n|---|\n| b |",
  voice: "visitor",
  siteOrigin: "http://localhost",
});
parentPort?.postMessage("ready");

function render({ source, ...options }: MarkdownTask): MarkdownResult {
  try {
    return markdownToHtml(source, options);
  } catch {
    return undefined;
  }
}
