/** What an author writes of an article. */
export interface ArticleText {
  title: string;
  /** One sentence: under the title in lists, and what search engines show. */
  summary: string;
  /** Markdown. */
  body: string;
}

/** Characters. */
export const LONGEST = { title: 160, summary: 300, body: 60_000, slug: 60 } as const;

/** One heading in the list of contents. */
export interface Heading {
  /** The id of the heading in the article's HTML. */
  id: string;
  text: string;
  level: 2 | 3;
}

/** A shorter article needs no list of contents. */
const FEWEST_HEADINGS = 3;

/** The list of contents of an article, as it is stored; empty where the article is short. */
export function parseContents(contents: string): Heading[] {
  const headings = JSON.parse(contents) as Heading[];
  return headings.filter(({ level }) => level === 2).length < FEWEST_HEADINGS ? [] : headings;
}
