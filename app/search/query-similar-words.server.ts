import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { textOf } from "~/markdown/excerpt.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import { type Term, tokensOf } from "./analysis.ts";
import { engineOf } from "./engine-of.server.ts";
import { type DocumentKind, fullTable, titleTable } from "./index-names.ts";
import type { Text } from "./query-snippet.ts";
import { lettersApart, mayBeWrong, mendedStarts } from "./query-spelling.ts";

/*
 * A misspelt word as others write it. There is no list of words that could hold one of a hidden ticket: stems come from
 * the index of titles and of articles, and the word to be read from a title or text that strangers may read now.
 */

/** How many letters a word and the right one share at their beginning; what differs there is tried letter by letter. */
const sureLetters = (mayBeWrong: number) => (mayBeWrong === 1 ? 4 : 3);
const MOST_STEMS = 2_000;
const MOST_TRIED = 4;

interface Near {
  kind: DocumentKind;
  stem: string;
  apart: number;
  documents: number;
}

/** The likeliest right spelling of a word, lower case; undefined where no word of the forum is near. */
export async function findSimilarWord(db: Db, { word, stems }: Term, now: number): Promise<string | undefined> {
  const most = mayBeWrong(word);
  if (most === 0) return undefined;
  const near = (await Promise.all(stems.map((stem) => listNear(db, stem, most)))).flat();
  near.sort((one, other) => one.apart - other.apart || other.documents - one.documents);

  const tried = near.slice(0, MOST_TRIED);
  const texts = await Promise.all(tried.map(({ kind, stem }) => readTexts(db, kind, stem, now)));
  let best: { form: string; apart: number } | undefined;
  for (const [at, { stem }] of tried.entries()) {
    for (const form of formsOf(texts[at] ?? [], stem)) {
      const apart = lettersApart(word, form, most + 1);
      if (apart <= most + 1 && form !== word && apart < (best?.apart ?? Infinity)) best = { form, apart };
    }
  }
  return best?.form;
}

async function listNear(db: Db, stem: string, most: number): Promise<Near[]> {
  const sure = sureLetters(most);
  const asked = { start: stem.slice(0, sure), most: MOST_STEMS, others: mendedStarts(stem, sure) };
  const near = async (kind: DocumentKind) => {
    const listed = await engineOf(db).listStems(db, kind, asked);
    return listed.flatMap(({ term, documents }): Near[] => {
      const apart = lettersApart(stem, term, most);
      return apart > 0 && apart <= most ? [{ kind, stem: term, apart, documents }] : [];
    });
  };
  return (await Promise.all([near("article"), near("ticket")])).flat();
}

const READ_TITLES = 20;
const READ_HTML = 40_000;

/** Titles of the newest tickets with a stem in theirs, or the first article that has it. */
async function readTexts(db: Db, kind: DocumentKind, stem: string, now: number): Promise<Text[]> {
  const table = kind === "ticket" ? titleTable(kind) : fullTable(kind);
  const match = { lists: [[{ word: stem, stems: [stem], isStop: false }]] };
  const ids = await engineOf(db).listLast(db, table, { match, most: READ_TITLES, now });
  if (ids.length === 0) return [];
  if (kind === "ticket") {
    const tickets = await db
      .selectFrom("tickets")
      .select(["title as text", "language"])
      .where("tickets.id", "in", ids)
      .where(isListed)
      .execute();
    return tickets;
  }
  const article = await db
    .selectFrom("articles")
    .select(["title", "summary", "html", "language"])
    .where("articles.id", "in", ids)
    .where(isPublished)
    .orderBy("id")
    .executeTakeFirst();
  if (!article) return [];
  const { title, summary, html, language } = article;
  return [title, summary, textOf(html.slice(0, READ_HTML))].map((text) => ({ text, language }));
}

function formsOf(texts: Text[], stem: string): Set<string> {
  const forms = new Set<string>();
  for (const { text, language } of texts) {
    for (const token of tokensOf(text, language)) {
      if (token.stem === stem && !token.isStop) forms.add(text.slice(token.start, token.end).toLowerCase());
    }
  }
  return forms;
}
