import type { Db } from "#db/client.ts";
import type { Site } from "~/site/site.ts";
import { looksIn, type SearchFilter } from "./query-filter.ts";
import { find } from "./query-find.server.ts";
import { describeArticles } from "./query-found-articles.server.ts";
import type { Found, Hit, SearchResults } from "./query-results.ts";
import { type Sought, seek } from "./query-snippet.ts";
import { suggest } from "./query-suggest.server.ts";
import { describeTickets } from "./query-tickets.server.ts";

interface Search {
  query: string;
  filter?: SearchFilter;
  /** How many come at once. */
  limit: number;
  /** How many came before. */
  after?: number;
  site: Site;
  now: number;
}

/** More of a query says nothing more. */
const LONGEST_QUERY = 500;
/** Nobody reads further. */
export const MOST_FOUND = 100;

/** What strangers may find in articles and tickets, in one list. Takes whatever is typed. */
export async function search(
  db: Db,
  { query, filter = {}, limit, after = 0, site, now }: Search,
): Promise<SearchResults> {
  const question = { query: query.slice(0, LONGEST_QUERY), filter, locale: site.locale, now };
  const answer = await find(db, question);
  const best = answer.hits.slice(0, MOST_FOUND);
  const wanted = answer.hits.filter(({ kind }) => looksIn(filter, kind)).slice(0, MOST_FOUND);
  const [suggested, found] = await Promise.all([
    suggest(db, question, answer),
    describe(db, wanted.slice(after, after + limit), seek(answer.terms), site),
  ]);
  return {
    found,
    count: wanted.length,
    articleCount: best.filter(({ kind }) => kind === "article").length,
    ticketCount: best.filter(({ kind }) => kind === "ticket").length,
    isMore: answer.isCut || answer.hits.length > MOST_FOUND,
    next: after + limit < wanted.length ? after + limit : null,
    suggestion: suggested?.query ?? null,
    isGuess: suggested?.findsNothing ?? false,
  };
}

async function describe(db: Db, hits: Hit[], sought: Sought, site: Site): Promise<Found[]> {
  const idsOf = (kind: Hit["kind"]) => hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
  const [articles, tickets] = await Promise.all([
    describeArticles(db, idsOf("article"), sought, site),
    describeTickets(db, idsOf("ticket"), sought, site),
  ]);
  const found = new Map<string, Found>([
    ...articles.map((one) => [`article ${one.id}`, one] as const),
    ...tickets.map((one) => [`ticket ${one.id}`, one] as const),
  ]);
  return hits.flatMap(({ kind, id }) => found.get(`${kind} ${id}`) ?? []);
}
