import type { Db } from "#db/client.ts";
import { textOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import { type CardRow, cardColumns, cardView } from "~/tickets/card-view.server.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import { type Term, termsOf } from "./analysis.ts";
import { looksLikeWords, switchedLayouts } from "./keyboard-layout.ts";
import { type Candidates, findCandidates } from "./query-candidates.server.ts";
import { rank } from "./query-rank.ts";
import type { FoundTicket, SearchResults } from "./query-results.ts";
import { markWords, snippetOf } from "./query-snippet.ts";

interface Search {
  query: string;
  /** How many come at once. */
  limit: number;
  /** How many came before. */
  after?: number;
  site: Site;
  now: number;
}

/** More of a query says nothing more. */
const LONGEST_QUERY = 500;
const MOST_TERMS = 10;
/** Nobody reads further. */
export const MOST_FOUND = 100;
/** With fewer results the keyboard may have been in the wrong layout. */
const FEW = 3;

/** What strangers may find. Takes whatever is typed. */
export async function search(db: Db, { query, limit, after = 0, site, now }: Search): Promise<SearchResults> {
  const typed = query.slice(0, LONGEST_QUERY);
  const { terms, found, isCut } = await find(db, typed, now);
  const shown = found.slice(after, Math.min(after + limit, MOST_FOUND));
  return {
    tickets: await describe(db, shown, terms, site),
    count: Math.min(found.length, MOST_FOUND),
    isMore: isCut || found.length > MOST_FOUND,
    next: after + limit < Math.min(found.length, MOST_FOUND) ? after + limit : null,
    suggestion: found.length < FEW ? await suggestLayout(db, typed, found.length, now) : null,
  };
}

interface Found {
  terms: Term[];
  /** Ids, best first. */
  found: number[];
  isCut: boolean;
}

async function find(db: Db, query: string, now: number): Promise<Found> {
  const terms = termsOf(query, MOST_TERMS);
  if (terms.length === 0) return { terms, found: [], isCut: false };
  const asked = { terms, isTyping: /[\p{L}\p{N}]$/u.test(query), now };
  let candidates = await findCandidates(db, "ticket", { ...asked, need: "all" });
  let found = await rankTickets(db, candidates, terms, now);
  if (found.length === 0 && terms.length > 1) {
    candidates = await findCandidates(db, "ticket", { ...asked, need: "some" });
    found = await rankTickets(db, candidates, terms, now);
  }
  return { terms, found, isCut: candidates.isCut };
}

/** The index holds only what strangers may list, and is asked all the same. */
export async function rankTickets(db: Db, { fits }: Candidates, terms: Term[], now: number): Promise<number[]> {
  if (fits.size === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select(["tickets.id", "title", "language", "vote_count", "phase", "answer_excerpt", "created_at"])
    .where("tickets.id", "in", [...fits.keys()])
    .where(isListed)
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      score: rank(
        {
          id: row.id,
          title: row.title,
          language: row.language,
          votes: row.vote_count,
          isAnswered: row.answer_excerpt !== null || row.phase === "done",
          createdAt: row.created_at,
          fit: fits.get(row.id) ?? 0,
        },
        terms,
        now,
      ),
    }))
    .sort((one, other) => other.score - one.score || other.id - one.id)
    .map(({ id }) => id);
}

/** The tickets of a page of results, with the asked words marked where they stand. */
async function describe(db: Db, ids: number[], terms: Term[], site: Site): Promise<FoundTicket[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select([...cardColumns, "tickets.html"])
    .where("tickets.id", "in", ids)
    .where(isListed)
    .execute();
  const replies = await listReplies(db, ids);
  const found = new Map(rows.map((row) => [row.id, describeOne(row, replies.get(row.id) ?? [], terms, site)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

interface Text {
  html: string;
  language: string;
}

function describeOne(row: CardRow & Text, replies: Text[], terms: Term[], site: Site): FoundTicket {
  const snippets = [row, ...replies].flatMap(({ html, language }) => {
    return snippetOf(textOf(html.slice(0, READ_HTML)), terms, language) ?? [];
  });
  const best = snippets.reduce(
    (one, other) => (other.words > one.words ? other : one),
    snippets[0] ?? { parts: [], words: 0 },
  );
  return {
    ...cardView(row, site),
    titleParts: markWords(row.title, terms, row.language),
    snippet: best.parts,
  };
}

const READ_HTML = 20_000;
const READ_REPLIES = 8;

/** The first replies of each, for snippets. */
async function listReplies(db: Db, ids: number[]): Promise<Map<number, Text[]>> {
  const replies = new Map<number, Text[]>();
  for (const id of ids) {
    const rows = await db
      .selectFrom("replies")
      .select(["html", "language"])
      .where("ticket_id", "=", id)
      .where("kind", "<>", "note")
      .where("removed_at", "is", null)
      .where("moderation", "=", "published")
      .orderBy("created_at")
      .orderBy("id")
      .limit(READ_REPLIES)
      .execute();
    replies.set(id, rows);
  }
  return replies;
}

/** What the same keys write in another layout, where that finds more, or where only that can be words. */
async function suggestLayout(db: Db, query: string, count: number, now: number): Promise<string | null> {
  const others = switchedLayouts(query.trim());
  for (const other of others) {
    const { found } = await find(db, other, now);
    if (found.length > count) return other;
  }
  const [likeliest] = others;
  return count === 0 && likeliest && looksLikeWords(likeliest) && !looksLikeWords(query) ? likeliest : null;
}
