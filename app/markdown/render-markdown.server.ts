import path from "node:path";
import { asTyped } from "./as-typed";
import { excerptOf } from "./excerpt";
import type { MarkdownResult, MarkdownTask } from "./markdown.worker";
import type { MarkdownOptions } from "./markdown-to-html.server";
import { longestSource } from "./output-cap";
import { createWorkerPool } from "./worker-pool.server";

export type RenderedText = {
  /** Safe to put on a page as it is. */
  html: string;
  /** The first words as plain text, at most 200 characters, without code blocks. Not escaped. */
  excerpt: string;
  /** False when the text is shown as it was typed because rendering it cost too much: a job may try again. */
  complete: boolean;
};

const workers = createWorkerPool<MarkdownTask, MarkdownResult>({
  file: path.resolve(process.cwd(), "build/workers/markdown.js"),
  size: 2,
  limit: 1_000,
  queueLength: 100,
});

/**
 * Markdown to safe HTML, in a thread that is stopped after a second. Never throws: a text that cannot be rendered
 * comes back escaped, with its line breaks.
 * @param options.voice links of visitors are `ugc nofollow`; headings start at h3, the team's at h2, and skip no level
 * @param options.siteOrigin "https://help.example.com", from the configuration, never from a request
 */
export async function renderMarkdown(source: string, options: MarkdownOptions): Promise<RenderedText> {
  const { voice, siteOrigin } = options;
  const rendered = source.length <= longestSource ? await workers.run({ source, voice, siteOrigin }) : undefined;
  if (rendered) return { ...rendered, complete: true };

  const html = asTyped(source);
  return { html, excerpt: excerptOf(html), complete: false };
}

/** Ends the threads, for a graceful stop of the process. */
export function stopMarkdownWorkers(): Promise<void> {
  return workers.stop();
}
