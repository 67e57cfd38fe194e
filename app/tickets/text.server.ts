import { type RenderedText, renderMarkdown } from "~/markdown/render-markdown.server.ts";
import { detectLanguage } from "~/markdown/text-language.ts";

export interface WrittenText extends RenderedText {
  body: string;
  language: string;
}

/**
 * A text made ready to be stored: rendered, checked, and its language told. Slow, so never inside a transaction.
 * `title` helps to tell the language.
 */
export async function prepareText(
  { title = "", body, voice }: { title?: string; body: string; voice: "visitor" | "team" },
  { origin, locale }: { origin: string; locale: string },
): Promise<WrittenText> {
  const rendered = body
    ? await renderMarkdown(body, { voice, siteOrigin: origin })
    : { html: "", excerpt: "", complete: true };
  return { ...rendered, body, language: detectLanguage(`${title}\n\n${body}`, locale) };
}
