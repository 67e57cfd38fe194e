import type { Db } from "#db/client.ts";
import { textOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import { cardColumns, cardView } from "~/tickets/card-view.server.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import type { Term } from "./analysis.ts";
import type { Candidates } from "./query-candidates.server.ts";
import { type Asked, rank } from "./query-rank.ts";
import type { FoundTicket, Hit, Text } from "./query-results.ts";
import { bestSnippet, markWords } from "./query-snippet.ts";

/** Scores of candidates. The index holds only what strangers may list, and the rule is asked all the same. */
export async function scoreTickets(db: Db, { fits }: Candidates, asked: Asked, now: number): Promise<Hit[]> {
  if (fits.size === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select(["tickets.id", "title", "language", "vote_count", "phase", "answer_excerpt", "created_at"])
    .where("tickets.id", "in", [...fits.keys()])
    .where(isListed)
    .execute();
  return rows.map((row) => {
    const facts = {
      ...{ kind: "ticket" as const, title: row.title, language: row.language, votes: row.vote_count },
      isAnswered: row.answer_excerpt !== null || row.phase === "done",
      createdAt: row.created_at,
      fit: fits.get(row.id) ?? 0,
    };
    return { kind: "ticket", id: row.id, score: rank(facts, asked, now) };
  });
}

/** The tickets of a page of results, with the asked words marked where they stand. */
export async function describeTickets(db: Db, ids: number[], terms: Term[], site: Site): Promise<FoundTicket[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select([...cardColumns, "tickets.html"])
    .where("tickets.id", "in", ids)
    .where(isListed)
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      ...cardView(row, site),
      titleParts: markWords(row.title, terms, row.language),
      snippet: bestSnippet([row, ...(await listReplies(db, row.id))].map(asText), terms),
    })),
  );
}

const READ_HTML = 20_000;
const READ_REPLIES = 8;

/** Title, text and first replies of a ticket, where phrases are looked for. */
export async function readTicket(db: Db, id: number): Promise<Text[]> {
  const row = await db
    .selectFrom("tickets")
    .select(["title", "html", "language"])
    .where("tickets.id", "=", id)
    .where(isListed)
    .executeTakeFirst();
  if (!row) return [];
  return [{ text: row.title, language: row.language }, ...[row, ...(await listReplies(db, id))].map(asText)];
}

const asText = ({ html, language }: { html: string; language: string }): Text => ({
  text: textOf(html.slice(0, READ_HTML)),
  language,
});

async function listReplies(db: Db, ticketId: number): Promise<{ html: string; language: string }[]> {
  return db
    .selectFrom("replies")
    .select(["html", "language"])
    .where("ticket_id", "=", ticketId)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .orderBy("created_at")
    .orderBy("id")
    .limit(READ_REPLIES)
    .execute();
}
