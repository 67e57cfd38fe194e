import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { excerptOf } from "~/markdown/excerpt.ts";
import { detectLanguage } from "~/markdown/text-language.ts";
import type { Site } from "~/site/site.ts";
import { cardColumns, cardView } from "~/tickets/card-view.server.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import { termsOf } from "./analysis.ts";
import { findCandidates } from "./query-candidates.server.ts";
import { type Counts, countInIndex, inAll } from "./query-counts.server.ts";
import { scoreArticles, withoutTranslations } from "./query-found-articles.server.ts";
import { type Asked, titleMatch, weigh } from "./query-rank.ts";
import type { Hit, SimilarArticle, SimilarDocument, SimilarTicket } from "./query-results.ts";
import { scoreTickets } from "./query-tickets.server.ts";

/** More are not read. */
const MOST_SHOWN = 5;
const MOST_ARTICLES = 2;
const MOST_TERMS = 12;
/** Of the words that somebody types, as many must stand in the other title; fewer are about something else. */
const ENOUGH = 0.4;
/** Ranked ones that are looked at. */
const LOOKED_AT = 20;

interface Writing {
  title: string;
  site: Site;
  now: number;
}

/** What may be about the same as a title that somebody is writing: articles first, then answered tickets. */
export async function findSimilar(db: Db, { title, site, now }: Writing): Promise<SimilarDocument[]> {
  const terms = termsOf(title.slice(0, 160), MOST_TERMS);
  if (terms.every(({ isStop }) => isStop)) return [];
  const counts = await countInIndex(db, terms, now);
  const asked = weigh(terms, inAll(counts));
  const [allArticles, allTickets] = await Promise.all([
    listArticles(db, asked, counts, { language: detectLanguage(title, site.locale), now }),
    listTickets(db, asked, counts, site, now),
  ]);
  const articles = allArticles.slice(0, MOST_ARTICLES);
  const tickets = allTickets.slice(0, MOST_SHOWN - articles.length);
  tickets.sort((one, other) => Number(other.answer !== null) - Number(one.answer !== null));
  return [...articles, ...tickets];
}

async function listArticles(
  db: Db,
  asked: Asked,
  counts: Counts,
  written: { language: string; now: number },
): Promise<SimilarArticle[]> {
  const candidates = await findCandidates(db, "article", {
    ...common(asked),
    counts: counts.article,
    now: written.now,
  });
  const ids = best(await scoreArticles(db, candidates, asked, written));
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("articles")
    .select(["articles.id", "slug", "title", "language", "summary", "html"])
    .where("articles.id", "in", ids)
    .where(isPublished)
    .execute();
  return inOrder(ids, about(rows, asked)).map(({ html, summary, ...row }) => ({
    ...{ kind: "article" as const, ...row },
    summary: summary || excerptOf(html),
  }));
}

async function listTickets(db: Db, asked: Asked, counts: Counts, site: Site, now: number): Promise<SimilarTicket[]> {
  const candidates = await findCandidates(db, "ticket", { ...common(asked), counts: counts.ticket, now });
  const ids = best(await scoreTickets(db, candidates, asked, { now }));
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select(cardColumns)
    .where("tickets.id", "in", ids)
    .where("kind", "<>", "thanks")
    .where(isListed)
    .execute();
  return inOrder(ids, about(rows, asked)).map((row) => cardView(row, site));
}

const common = ({ terms }: Asked) => ({ terms, isTyping: false, need: "some" as const });

const best = (hits: Hit[]) =>
  withoutTranslations(hits.sort((one, other) => other.score - one.score || other.id - one.id))
    .slice(0, LOOKED_AT)
    .map(({ id }) => id);

const about = <Row extends { title: string; language: string }>(rows: Row[], asked: Asked) =>
  rows.filter((row) => titleMatch(row, asked).share >= ENOUGH);

const inOrder = <Row extends { id: number }>(ids: number[], rows: Row[]) =>
  rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
