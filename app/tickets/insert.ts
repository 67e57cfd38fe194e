/** Something ready that an agent can put into a reply. */
export interface InsertView {
  /** What the button says to the server: `canned-3`, `article-12`. */
  key: string;
  /** The name of a canned answer; null for an article. */
  name: string | null;
  /** The first words of the text, or the article's title. */
  label: string;
  language: string;
  /** What is put into the reply, placeholders filled in. */
  text: string;
}

export interface Inserts {
  /** What was searched for; empty where these are proposals. */
  query: string;
  canned: InsertView[];
  articles: InsertView[];
}

/** Where the caret stood nobody knows on the server: what is put in comes last, after an empty line. */
export function appendText(typed: string, text: string): string {
  const before = typed.trimEnd();
  return before ? `${before}\n\n${text}` : text;
}

/** The canned answers that a reply was made of: "3,12". */
export function parseUsed(used: string | undefined): number[] {
  return (used ?? "")
    .split(",")
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
}
