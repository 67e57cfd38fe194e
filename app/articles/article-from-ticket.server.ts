import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import type { Locale } from "~/i18n/locale.ts";
import type { Site } from "~/site/site.ts";
import { LONGEST } from "./article.ts";
import { listArticleCategories } from "./article-categories.server.ts";
import { articleSlug } from "./article-slug.ts";
import { addNamedCategory } from "./change-categories.server.ts";
import { freeSlug } from "./choose-place.server.ts";
import { prepareArticle } from "./prepare-article.server.ts";
import { proposeArticle } from "./propose-article.ts";
import { addArticle } from "./write-article.server.ts";

interface FromTicket {
  ticketId: number;
  agentId: number;
  site: Pick<Site, "origin" | "locale" | "categories">;
  /** The names of the first category, where there is none yet. */
  firstCategory: Partial<Record<Locale, string>>;
  now: number;
}

/**
 * Makes a draft of a ticket and its answer, linked to the ticket. Returns its number: of the one there is where the
 * ticket has become an article before. Undefined where there is no such ticket, or no answer to write from.
 */
export async function draftFromTicket(db: Db, ask: FromTicket): Promise<number | undefined> {
  const { ticketId, agentId, site, now } = ask;
  const ticket = await findAnsweredTicket(db, ticketId);
  const answer = ticket && (await findAnswer(db, ticket));
  if (!ticket || !answer) return undefined;
  const category = await chooseCategory(db, ticket, ask);
  const { language } = ticket;
  const proposed = proposeArticle(ticket, answer, LONGEST);
  const text = await prepareArticle(db, { ...proposed, language, category: category.slug }, site.origin);

  return inTransaction(db, async (trx) => {
    const made = await findDraftOf(trx, ticketId);
    if (made !== undefined) return made;
    const categoryId = category.id;
    const wanted = articleSlug(text.title, language);
    const slug = await freeSlug(trx, { categoryId, wanted });
    const draft = await addArticle(trx, { categoryId, slug, translationOfId: null, text, agentId, now });
    await trx
      .insertInto("ticket_articles")
      .values({ ticket_id: ticketId, article_id: draft.id, reply_id: null, relation: "source", created_at: now })
      .execute();
    await noteDeed(trx, { agentId, now }, "article.added", { subject: draft.id, details: { ticket: ticketId } });
    return draft.id;
  });
}

/** Whether there is something to write an article from. */
export async function hasAnswer(db: Db, ticketId: number): Promise<boolean> {
  const ticket = await findAnsweredTicket(db, ticketId);
  return ticket !== undefined && (await findAnswer(db, ticket)) !== undefined;
}

async function findAnsweredTicket(db: Db, id: number): Promise<TicketRow | undefined> {
  return db
    .selectFrom("tickets")
    .selectAll()
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .where("merged_into_id", "is", null)
    .executeTakeFirst();
}

/** The official answer, else the one that helped, else the team's last. Never a note. */
async function findAnswer(db: Db, ticket: TicketRow) {
  const shown = ticket.official_reply_id ?? ticket.accepted_reply_id;
  return db
    .selectFrom("replies")
    .select(["body", "html"])
    .where("ticket_id", "=", ticket.id)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .where((eb) => (shown ? eb("id", "=", shown) : eb.and([eb("agent_id", "is not", null), eb("kind", "=", "answer")])))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

async function findDraftOf(trx: Trx, ticketId: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom("ticket_articles")
    .innerJoin("articles", "articles.id", "ticket_articles.article_id")
    .select("articles.id")
    .where("ticket_id", "=", ticketId)
    .where("relation", "=", "source")
    .where("removed_at", "is", null)
    .orderBy("articles.id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** The category that is called like the ticket's, else the first; where there is none, one is made. */
async function chooseCategory(
  db: Db,
  ticket: TicketRow,
  { site, firstCategory, now }: FromTicket,
): Promise<{ id: number; slug: string }> {
  const categories = await listArticleCategories(db);
  const own = site.categories.find(({ id }) => id === ticket.category_id);
  const fits = categories.find((category) => {
    const names = Object.values(JSON.parse(category.names) as Record<string, string>);
    return own && (category.slug === own.slug || names.some((name) => name.toLowerCase() === own.name.toLowerCase()));
  });
  const [first] = categories;
  return fits ?? first ?? addNamedCategory(db, { names: firstCategory, now });
}
