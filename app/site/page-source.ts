import { readFrontMatter } from "~/markdown/front-matter.ts";

export interface PageSource {
  title: string;
  /** For search engines and previews; the page's first words where it is missing. */
  description?: string;
  /** Markdown. */
  body: string;
}

/** Reads a file of content/pages. Throws an Error that says what its author has to mend. */
export function parsePageSource(source: string): PageSource {
  const { head, body } = readFrontMatter(source);
  const [title, description] = [head.get("title"), head.get("description")];
  if (typeof title !== "string" || !title.trim()) throw new Error("its front matter needs a line `title: …`");
  if (!body.trim()) throw new Error("there is no text under its front matter");
  return { title: title.trim(), ...(typeof description === "string" && { description: description.trim() }), body };
}
