import path from "node:path";
import { createWorkerPool } from "~/markdown/worker-pool.server.ts";

const workers = createWorkerPool<{ html: string }, { markdown: string }>({
  file: path.resolve(process.cwd(), "build/workers/html-to-markdown.js"),
  // One is faster than the threads that render what it turned.
  size: 1,
  limit: 10_000,
  queueLength: Number.POSITIVE_INFINITY,
});

/**
 * The HTML of a post as Markdown, made in a thread of its own: it costs more than rendering it again. What is too much
 * for it stays HTML, which our Markdown may hold.
 */
export async function convertHtml(html: string): Promise<string> {
  return (await workers.run({ html }))?.markdown ?? html;
}

/** Ends the thread. */
export function stopConverting(): Promise<void> {
  return workers.stop();
}
