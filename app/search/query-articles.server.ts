import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { termsOf } from "./analysis.ts";
import { findCandidates } from "./query-candidates.server.ts";
import { countInIndex, inAll } from "./query-counts.server.ts";
import { rank, titleMatch, weigh } from "./query-rank.ts";

interface Asked {
  query: string;
  /** Articles in this language come first. */
  language: string;
  limit: number;
  /** The query is a ticket's title: what shares too little of it with an article's title is about something else. */
  isTitle?: boolean;
  now: number;
}

export interface FoundArticle {
  id: number;
  slug: string;
  title: string;
  language: string;
}

const MOST_TERMS = 12;
/** Shares of a ticket's title that an article's title must have, or of an article's that must be in the ticket's. */
const ENOUGH = { share: 0.4, precision: 0.5 };

const MOST_SHOWN = 5;

/** What an agent may link to in a ticket: articles that fit the query, without one those that fit its title. */
export async function findArticlesFor(
  db: Db,
  { ticket, query, now }: { ticket: { title: string; language: string }; query: string; now: number },
): Promise<FoundArticle[]> {
  const asked = query ? { query } : { query: ticket.title, isTitle: true };
  return findArticles(db, { ...asked, language: ticket.language, limit: MOST_SHOWN, now });
}

/** Published articles that fit the words; of an article and its translations one. */
export async function findArticles(
  db: Db,
  { query, language, limit, isTitle = false, now }: Asked,
): Promise<FoundArticle[]> {
  const terms = termsOf(query.slice(0, 300), MOST_TERMS);
  if (terms.length === 0 || (isTitle && terms.every(({ isStop }) => isStop))) return [];
  const counts = await countInIndex(db, terms, now);
  const said = weigh(terms, inAll(counts));
  const asked = { terms, counts: counts.article, isTyping: !isTitle && /[\p{L}\p{N}]$/u.test(query), now };
  let { fits } = await findCandidates(db, "article", { ...asked, need: isTitle ? "some" : "all" });
  if (fits.size === 0) ({ fits } = await findCandidates(db, "article", { ...asked, need: "some" }));
  if (fits.size === 0) return [];
  const rows = await db
    .selectFrom("articles")
    .select(["id", "slug", "title", "language", "translation_of_id", "changed_at"])
    .where("id", "in", [...fits.keys()])
    .where(isPublished)
    .execute();
  const ranked = rows
    .filter((row) => !isTitle || isClose(titleMatch(row, said)))
    .map((row) => {
      const facts = {
        kind: "article" as const,
        ...row,
        votes: 0,
        isAnswered: false,
        createdAt: row.changed_at,
        fit: fits.get(row.id) ?? 0,
      };
      return { ...row, isOther: Number(row.language !== language), score: rank(facts, said, now) };
    })
    .sort((one, other) => one.isOther - other.isOther || other.score - one.score || other.id - one.id);
  const shown = new Map<number, FoundArticle>();
  for (const { id, slug, title, language: own, translation_of_id } of ranked) {
    const original = translation_of_id ?? id;
    if (!shown.has(original)) shown.set(original, { id, slug, title, language: own });
  }
  return [...shown.values()].slice(0, limit);
}

function isClose({ share, precision }: { share: number; precision: number }): boolean {
  return share >= ENOUGH.share || precision >= ENOUGH.precision;
}
