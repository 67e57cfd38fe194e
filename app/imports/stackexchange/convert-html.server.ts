import path from "node:path";
import { createWorkerPool } from "~/markdown/worker-pool.server.ts";
import { htmlToMarkdown } from "./html-to-markdown.server.ts";

/** Posts to a message: one by one, the messages cost the thread that writes a good part of its time. */
const AT_ONCE = 16;

const workers = createWorkerPool<string[], (string | undefined)[]>({
  file: path.resolve(process.cwd(), "build/workers/html-to-markdown.js"),
  // One is faster than the threads that render what it turned.
  size: 1,
  limit: 10_000,
  queueLength: Number.POSITIVE_INFINITY,
});

let asked: { html: string; settle: (markdown: string | undefined) => void }[] = [];

/**
 * The HTML of a post as Markdown, made in a thread of its own: it costs more than rendering it again. Where there is no
 * thread, or it stopped, it is made here, so that the text is the same in any case.
 */
export async function convertHtml(html: string): Promise<string> {
  const converted = new Promise<string | undefined>((settle) => {
    asked.push({ html, settle });
    if (asked.length === 1) setImmediate(send);
    if (asked.length === AT_ONCE) void send();
  });
  return (await converted) ?? htmlToMarkdown(html);
}

/** What was asked for in the same turn of the event loop goes together. */
async function send(): Promise<void> {
  const batch = asked;
  asked = [];
  if (batch.length === 0) return;
  const converted = await workers.run(batch.map(({ html }) => html));
  for (const [at, { settle }] of batch.entries()) settle(converted?.[at]);
}

/** Ends the thread. */
export function stopConverting(): Promise<void> {
  return workers.stop();
}
