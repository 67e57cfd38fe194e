import path from "node:path";
import { createWorkerPool } from "~/markdown/worker-pool.server.ts";
import { htmlToMarkdown } from "./html-to-markdown.server.ts";

const workers = createWorkerPool<{ html: string }, { markdown: string }>({
  file: path.resolve(process.cwd(), "build/workers/html-to-markdown.js"),
  // One is faster than the threads that render what it turned.
  size: 1,
  limit: 10_000,
  queueLength: Number.POSITIVE_INFINITY,
});

/**
 * The HTML of a post as Markdown, made in a thread of its own: it costs more than rendering it again. Where there is no
 * thread, or it stopped, it is made here, so that the text is the same in any case.
 */
export async function convertHtml(html: string): Promise<string> {
  return (await workers.run({ html }))?.markdown ?? htmlToMarkdown(html);
}

/** Ends the thread. */
export function stopConverting(): Promise<void> {
  return workers.stop();
}
