import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { compiledOnce } from "#db/compiled-once.ts";
import type { Database, ReplyRow } from "#db/schema.ts";
import { makesStale } from "#db/stale.ts";
import { ARTICLE_TICKETS } from "~/http/page-tags.ts";
import { unescapeHtml } from "~/markdown/clean-text.ts";
import type { LinkedArticle } from "./linked-article.ts";

/*
 * Which article everyone may read is said in articles/visibility.server.ts. That room stands above this one, so its two
 * conditions are repeated here.
 */

const MOST_LINKED = 50;
const MOST_SHOWN = 20;

/** Keeps which articles a reply of the team links to. Call it in the transaction that writes, hides or shows it. */
export async function linkArticles(trx: Trx, replyId: number, now: number): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom("ticket_articles")
    .where("reply_id", "=", replyId)
    .where("relation", "=", "answer")
    .executeTakeFirst();
  const reply = await trx.selectFrom("replies").selectAll().where("id", "=", replyId).executeTakeFirst();
  const numbers = reply && isTeamAnswer(reply) ? articleNumbers(reply.html) : [];
  if (numDeletedRows > 0 || numbers.length > 0) makesStale(trx, ARTICLE_TICKETS);
  if (!reply || numbers.length === 0) return;
  await trx
    .insertInto("ticket_articles")
    .columns(["ticket_id", "article_id", "reply_id", "relation", "created_at"])
    .expression((eb) =>
      eb
        .selectFrom("articles")
        .select(({ val }) => [
          val(reply.ticket_id).as("ticket_id"),
          "articles.id as article_id",
          val(replyId).as("reply_id"),
          val("answer" as const).as("relation"),
          val(now).as("created_at"),
        ])
        .where("articles.id", "in", numbers),
    )
    .execute();
}

/** After a merge, or its undoing: the links go where their replies went. */
export async function moveArticleLinks(trx: Trx, toTicketId: number): Promise<void> {
  await trx
    .updateTable("ticket_articles")
    .set({ ticket_id: toTicketId })
    .where("reply_id", "in", (eb) => eb.selectFrom("replies").select("id").where("ticket_id", "=", toTicketId))
    .where("ticket_id", "<>", toTicketId)
    .execute();
}

/** The articles about a ticket that everyone may read: those the team linked to, and those written from it. */
export async function listLinkedArticles(db: Db, ticketId: number): Promise<LinkedArticle[]> {
  return readLinkedArticles(db, { ticketId });
}

const readLinkedArticles = compiledOnce((db, { ticketId }: { ticketId: number }) =>
  db
    .selectFrom("articles")
    .select(["id", "slug", "title", "language"])
    .where("id", "in", (eb) =>
      eb
        .selectFrom("ticket_articles")
        .select("article_id")
        .where("ticket_id", "=", ticketId)
        .where("relation", "in", ["answer", "source"]),
    )
    .where(isPublished)
    .orderBy("id")
    .limit(MOST_SHOWN),
);

/** An article that everyone may read. */
export async function readPublishedArticle(db: Db, id: number): Promise<LinkedArticle | undefined> {
  return db
    .selectFrom("articles")
    .select(["id", "slug", "title", "language"])
    .where("id", "=", id)
    .where(isPublished)
    .executeTakeFirst();
}

function isPublished(eb: ExpressionBuilder<Database, "articles">): Expression<SqlBool> {
  return eb.and([eb("articles.published_at", "is not", null), eb("articles.removed_at", "is", null)]);
}

function isTeamAnswer({ agent_id, kind, moderation, removed_at }: ReplyRow): boolean {
  return agent_id !== null && kind !== "note" && moderation === "published" && removed_at === null;
}

/** Articles that rendered HTML links to. Links to our own site stand there without its origin, see markdown/address. */
function articleNumbers(html: string): number[] {
  const numbers = new Set<number>();
  for (const [, href = ""] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
    const [, number] = /^\/articles\/(\d{1,15})(?:-[^/?#]*)?(?:[?#]|$)/.exec(unescapeHtml(href)) ?? [];
    if (number) numbers.add(Number(number));
  }
  return [...numbers].slice(0, MOST_LINKED);
}
