import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { textOf } from "~/markdown/excerpt.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import { articlePath, ticketPath } from "~/urls.ts";
import { type Cell, timeCell } from "./csv.ts";

export interface Sheet {
  columns: string[];
  /** The next rows after this id, with the id that each ends at. */
  read(db: Db, after: number, from: From): Promise<{ id: number; cells: Cell[] }[]>;
}

interface From {
  origin: string;
  /** Everything, also what strangers cannot read: with it come columns that say why they cannot. */
  isPrivate: boolean;
  limit: number;
}

const yes = (flag: unknown): Cell => (flag ? "yes" : "no");

/** The files of a CSV export, by their names. Texts stand in them as readers see them, in one line. */
export const sheets = (isPrivate: boolean): Record<string, Sheet> => ({
  tickets: {
    columns: [
      ...["number", "address", "kind", "title", "text", "status", "status_reason", "phase", "category", "language"],
      ...["author", "votes", "replies", "opened_utc", "first_answer_utc", "last_activity_utc"],
      ...(isPrivate ? ["visibility", "moderation", "removed_utc", "merged_into", "assignee", "waiting_since_utc"] : []),
    ],
    read: readTickets,
  },
  replies: {
    columns: [
      ...["number", "ticket", "address", "kind", "text", "language", "author", "by_team", "by_requester"],
      ...["official", "accepted", "votes", "written_utc", "edited_utc"],
      ...(isPrivate ? ["ticket_visibility", "moderation", "removed_utc"] : []),
    ],
    read: readReplies,
  },
  articles: {
    columns: [
      ...["number", "address", "category", "language", "translation_of", "title", "summary", "text"],
      ...["published_utc", "changed_utc", ...(isPrivate ? ["removed_utc"] : [])],
    ],
    read: readArticles,
  },
});

async function readTickets(db: Db, after: number, { origin, isPrivate, limit }: From) {
  const rows = await db
    .selectFrom("tickets")
    .$if(!isPrivate, (query) => query.where(isListed))
    .leftJoin("categories", "categories.id", "tickets.category_id")
    .leftJoin("agents", "agents.id", "tickets.assignee_id")
    .selectAll("tickets")
    .select(["categories.name as category", "agents.name as assignee"])
    .where("tickets.id", ">", after)
    .orderBy("tickets.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    cells: [
      ...[row.id, origin + ticketPath(row), row.kind, row.title, textOf(row.html), row.status, row.status_reason],
      ...[row.phase, row.category, row.language, row.requester_name, row.vote_count, row.reply_count],
      ...[row.created_at, row.first_answer_at, row.last_activity_at].map(timeCell),
      ...(isPrivate ? [row.visibility, row.moderation, timeCell(row.removed_at), row.merged_into_id] : []),
      ...(isPrivate ? [row.assignee, timeCell(row.waiting_since)] : []),
    ],
  }));
}

async function readReplies(db: Db, after: number, { origin, isPrivate, limit }: From) {
  const rows = await db
    .selectFrom("replies")
    .innerJoin("tickets", "tickets.id", "replies.ticket_id")
    .leftJoin("agents", "agents.id", "replies.agent_id")
    .selectAll("replies")
    .select(["tickets.slug", "tickets.visibility", "agents.name as agent"])
    .$if(!isPrivate, (query) =>
      query
        .where((eb) => isListed(eb as never))
        .where("replies.kind", "<>", "note")
        .where("replies.moderation", "=", "published")
        .where("replies.removed_at", "is", null),
    )
    .where("replies.id", ">", after)
    .orderBy("replies.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    cells: [
      ...[row.id, row.ticket_id, origin + ticketPath({ id: row.ticket_id, slug: row.slug }, { reply: row.id })],
      ...[row.kind, textOf(row.html), row.language, row.agent ?? row.author_name],
      ...[row.agent_id, row.by_requester, row.official_at, row.accepted_at].map(yes),
      ...[row.vote_count, timeCell(row.created_at), timeCell(row.edited_at)],
      ...(isPrivate ? [row.visibility, row.moderation, timeCell(row.removed_at)] : []),
    ],
  }));
}

async function readArticles(db: Db, after: number, { origin, isPrivate, limit }: From) {
  const rows = await db
    .selectFrom("articles")
    .$if(!isPrivate, (query) => query.where(isPublished))
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .selectAll("articles")
    .select("article_categories.slug as category")
    .where("articles.id", ">", after)
    .orderBy("articles.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    cells: [
      ...[row.id, origin + articlePath(row), row.category, row.language, row.translation_of_id],
      ...[row.title, row.summary, textOf(row.html), timeCell(row.published_at), timeCell(row.changed_at)],
      ...(isPrivate ? [timeCell(row.removed_at)] : []),
    ],
  }));
}
