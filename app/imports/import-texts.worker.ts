/** Renders the texts of an import: built on its own to `build/workers/import-texts.js`. */
import { parentPort } from "node:worker_threads";
import { markdownToHtml } from "~/markdown/markdown-to-html.server.ts";
import type { Voice } from "~/markdown/sanitise.server.ts";
import { detectLanguage } from "~/markdown/text-language.ts";
import { stemsOfHtml, type TextStems } from "~/search/entry.ts";
import type { WrittenText } from "~/tickets/text.server.ts";

export interface SourceText {
  body: string;
  /** Helps to tell the language. */
  title?: string | undefined;
  /** Whose it is: a visitor's where nothing is said. */
  voice?: Voice | undefined;
}

export interface TextsTask {
  texts: SourceText[];
  origin: string;
  locale: string;
}

export interface PreparedText extends WrittenText {
  forIndex: TextStems;
}

/** `undefined` for a text that cannot be rendered within its caps. */
export type TextsResult = (PreparedText | undefined)[];

parentPort?.on("message", ({ texts, origin, locale }: TextsTask) => {
  parentPort?.postMessage(texts.map((text) => write(text, { origin, locale })) satisfies TextsResult);
});
parentPort?.postMessage("ready");

function write(
  { body, title = "", voice = "visitor" }: SourceText,
  { origin, locale }: { origin: string; locale: string },
) {
  try {
    const rendered = markdownToHtml(body, { voice, siteOrigin: origin });
    const language = detectLanguage(`${title}\n\n${body}`, locale);
    return { ...rendered, complete: true, body, language, forIndex: stemsOfHtml(rendered.html, language) };
  } catch {
    return undefined;
  }
}
