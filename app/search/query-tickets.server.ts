import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { idsIn } from "#db/ids-in.ts";
import { textOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import { cardColumns, cardView } from "~/tickets/card-view.server.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import type { Candidates } from "./query-candidates.server.ts";
import { type Asked, rank } from "./query-rank.ts";
import type { FoundTicket, Hit } from "./query-results.ts";
import { bestSnippet, isWhole, markWords, type Sought, type Text } from "./query-snippet.ts";

/** Scores of candidates. The index holds only what strangers may list, and the rule is asked all the same. */
export async function scoreTickets(
  db: Db,
  { fits }: Candidates,
  asked: Asked,
  { now }: { now: number },
): Promise<Hit[]> {
  if (fits.size === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select(["tickets.id", "title", "language", "vote_count", "phase", "created_at"])
    .select(sql<number>`answer_excerpt is not null`.as("has_answer"))
    .where("tickets.id", "in", idsIn([...fits.keys()]))
    .where(isListed)
    .execute();
  return rows.map((row) => {
    const facts = {
      ...{ kind: "ticket" as const, title: row.title, language: row.language, votes: row.vote_count },
      isAnswered: row.has_answer === 1 || row.phase === "done",
      createdAt: row.created_at,
      fit: fits.get(row.id) ?? 0,
    };
    return { kind: "ticket", id: row.id, score: rank(facts, asked, now) };
  });
}

/** The tickets of a page of results, with the asked words marked where they stand. */
export async function describeTickets(db: Db, ids: number[], sought: Sought, site: Site): Promise<FoundTicket[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select([...cardColumns, "tickets.html"])
    .where("tickets.id", "in", idsIn(ids))
    .where(isListed)
    .execute();
  const own = rows.map((row) => ({ row, snippet: bestSnippet(textsOf([row]), sought) }));
  // Replies are read only where the ticket itself has not all words.
  const lacking = own.filter(({ snippet }) => !isWhole(snippet, sought)).map(({ row }) => row.id);
  const replies = await listReplies(db, lacking);
  return own.map(({ row, snippet }) => ({
    ...cardView(row, site),
    titleParts: markWords(row.title, sought, row.language),
    snippet: bestSnippet(textsOf(replies.get(row.id) ?? []), sought, snippet).parts,
  }));
}

const READ_HTML = 20_000;
const READ_REPLIES = 8;

/** Title, text and first replies of each ticket, where phrases are looked for. */
export async function readTickets(db: Db, ids: number[]): Promise<Map<number, Text[]>> {
  const rows = await db
    .selectFrom("tickets")
    .select(["tickets.id", "title", "html", "language"])
    .where("tickets.id", "in", idsIn(ids))
    .where(isListed)
    .execute();
  const replies = await listReplies(db, ids);
  const texts = rows.map((row) => {
    const all = textsOf([row, ...(replies.get(row.id) ?? [])]);
    return [row.id, [{ text: row.title, language: row.language }, ...all]] as [number, Text[]];
  });
  return new Map(texts);
}

function* textsOf(all: Html[]): Generator<Text> {
  for (const { html, language } of all) yield { text: textOf(html.slice(0, READ_HTML)), language };
}

interface Html {
  html: string;
  language: string;
}

/** The first replies of each ticket. */
async function listReplies(db: Db, ticketIds: number[]): Promise<Map<number, Html[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .with("numbered", (numbered) =>
      numbered
        .selectFrom("replies")
        .select(["id", sql<number>`row_number() over (partition by ticket_id order by created_at, id)`.as("place")])
        .where("ticket_id", "in", idsIn(ticketIds))
        .where("kind", "<>", "note")
        .where("removed_at", "is", null)
        .where("moderation", "=", "published"),
    )
    .selectFrom("numbered")
    .innerJoin("replies", "replies.id", "numbered.id")
    .select(["ticket_id", "html", "language"])
    .where("place", "<=", READ_REPLIES)
    .orderBy("ticket_id")
    .orderBy("place")
    .execute();
  const replies = new Map<number, Html[]>();
  for (const row of rows) replies.set(row.ticket_id, [...(replies.get(row.ticket_id) ?? []), row]);
  return replies;
}
