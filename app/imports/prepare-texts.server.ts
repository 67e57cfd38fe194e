import { availableParallelism } from "node:os";
import path from "node:path";
import { longestSource } from "~/markdown/output-cap.ts";
import { createWorkerPool } from "~/markdown/worker-pool.server.ts";
import { stemsOfHtml } from "~/search/entry.ts";
import { prepareText } from "~/tickets/text.server.ts";
import type { PreparedText, SourceText, TextsResult, TextsTask } from "./import-texts.worker.ts";

/** Texts to a message: one by one, the messages cost as much as the rendering. */
const AT_ONCE = 32;

const workers = createWorkerPool<TextsTask, TextsResult>({
  file: path.resolve(process.cwd(), "build/workers/import-texts.js"),
  // This thread reads and writes meanwhile, and keeps a core busy.
  size: Math.min(4, Math.max(1, availableParallelism() - 1)),
  limit: 10_000,
  queueLength: 1_000,
});

/**
 * Makes texts of the old forum ready to be stored, in their order. A text that is too much for the worker
 * goes the way of a form's text, with its limits of time and size, and stops no other.
 */
export async function prepareTexts(
  texts: SourceText[],
  site: { origin: string; locale: string },
): Promise<PreparedText[]> {
  const chunks: SourceText[][] = [];
  for (let at = 0; at < texts.length; at += AT_ONCE) chunks.push(texts.slice(at, at + AT_ONCE));
  const prepared = await Promise.all(chunks.map((chunk) => prepareChunk(chunk, site)));
  return prepared.flat();
}

async function prepareChunk(
  texts: SourceText[],
  { origin, locale }: { origin: string; locale: string },
): Promise<PreparedText[]> {
  const short = texts.map((text) => (text.body.length <= longestSource ? text : { ...text, body: "" }));
  const written = (await workers.run({ texts: short, origin, locale })) ?? [];
  const prepared: PreparedText[] = [];
  for (const [at, text] of texts.entries()) {
    const found = text === short[at] ? written[at] : undefined;
    prepared.push(found ?? (await prepareHere(text, { origin, locale })));
  }
  return prepared;
}

async function prepareHere(text: SourceText, site: { origin: string; locale: string }): Promise<PreparedText> {
  const written = await prepareText({ ...text, voice: text.voice ?? "visitor" }, site);
  return { ...written, forIndex: stemsOfHtml(written.html, written.language) };
}

/** Ends the threads. */
export function stopPreparing(): Promise<void> {
  return workers.stop();
}
