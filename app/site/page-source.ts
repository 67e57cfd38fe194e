import frontMatter from "front-matter";

export interface PageSource {
  title: string;
  /** For search engines and previews; the page's first words where it is missing. */
  description?: string;
  /** Markdown. */
  body: string;
}

/** Reads a file of content/pages. Throws an Error that says what its author has to mend. */
export function parsePageSource(source: string): PageSource {
  const { attributes, body } = frontMatter<{ title?: unknown; description?: unknown }>(source);
  const { title, description } = attributes;
  if (typeof title !== "string" || !title.trim()) throw new Error("its front matter needs a line `title: …`");
  if (!body.trim()) throw new Error("there is no text under its front matter");
  return { title: title.trim(), ...(typeof description === "string" && { description: description.trim() }), body };
}
