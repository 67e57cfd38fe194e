import { type Db, emptyLog, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { EVERYTHING, makesStale } from "#db/stale.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { forgetTakenOut } from "~/jobs/forget-taken-out.server.ts";
import { forgetFollowsOf } from "~/mail/forget-follows.server.ts";
import { forgetWords } from "~/moderation/forget-words.server.ts";
import type { Site } from "~/site/site.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { chooseShownAnswer, countReplies } from "~/tickets/shown-answer.server.ts";
import { prepareText, type WrittenText } from "~/tickets/text.server.ts";
import { type Actor, addEvent } from "~/tickets/ticket-events.server.ts";
import { ticketSlug } from "~/tickets/ticket-slug.ts";
import { isRemovedWithIt } from "./erased-ticket.server.ts";
import { forgetVisitor } from "./forget-visitor.server.ts";
import { findOwnPosts, findPostsOfAuthor, type OwnPosts } from "./own-posts.server.ts";

interface Erasure {
  /** A visitor themselves, or the author of a ticket, for whom the team does it. */
  of: { visitorId: number } | { authorOfTicket: number };
  by: Actor;
  secret: string;
  now: number;
  site: Site;
}

/**
 * Erases everything of an author, for good: texts, earlier texts, names, votes, rights, the browser's row. Their
 * tickets keep their place, as removed by the author; where others wrote in public, that stays and can be read.
 */
export async function eraseAuthor(db: Db, erasure: Erasure): Promise<void> {
  const { of, by, secret, now, site } = erasure;
  const findPosts = (at: Db | Trx): Promise<OwnPosts & { visitorId?: number }> =>
    "visitorId" in of
      ? findOwnPosts(at, of.visitorId).then((posts) => ({ ...posts, visitorId: of.visitorId }))
      : findPostsOfAuthor(at, of.authorOfTicket);
  const neutral = await neutralTexts(site);

  await inTransaction(db, async (trx) => {
    const posts = await findPosts(trx);
    const others = await eraseReplies(trx, posts, now);
    await forgetWords(trx, posts);
    await forgetFollowsOf(trx, posts);
    for (const id of posts.ticketIds)
      await eraseTicket(trx, await lockTicket(trx, id), { posts, neutral, by, now, site });
    for (const ticketId of others) await mendTicket(trx, ticketId, by, now);
    if (posts.visitorId) await forgetVisitor(trx, posts.visitorId, { secret });
    await forgetTakenOut(trx, now);
    makesStale(trx, EVERYTHING);
  });
  await emptyLog(db);
}

interface Neutral extends WrittenText {
  title: string;
}

/** What stands in the place of a ticket's text, in each language. */
async function neutralTexts(site: Site): Promise<Map<string, Neutral>> {
  const texts = new Map<string, Neutral>();
  for (const locale of ["en", "ru", "uk"] as const) {
    const t = wordsIn(locale);
    const text = await prepareText({ body: t("privacy:erased.text"), voice: "team" }, site);
    texts.set(locale, { ...text, title: t("privacy:erased.title") });
  }
  return texts;
}

/** Empties the replies, and returns the tickets of other people in which some of them stood. */
async function eraseReplies(trx: Trx, { replyIds, ticketIds }: OwnPosts, now: number): Promise<number[]> {
  if (replyIds.length === 0) return [];
  const rows = await trx.selectFrom("replies").select(["id", "ticket_id"]).where("id", "in", replyIds).execute();
  await trx
    .updateTable("replies")
    .set((eb) => ({
      body: "",
      html: "",
      excerpt: "",
      author_name: null,
      visitor_id: null,
      content_key: null,
      official_at: null,
      accepted_at: null,
      removed_at: eb.fn.coalesce("removed_at", eb.val(now)),
    }))
    .where("id", "in", replyIds)
    .execute();
  await trx.deleteFrom("text_revisions").where("reply_id", "in", replyIds).execute();
  await trx.deleteFrom("attachments").where("reply_id", "in", replyIds).execute();
  await trx
    .updateTable("reports")
    .set((eb) => ({ words: null, settled_at: eb.fn.coalesce("settled_at", eb.val(now)) }))
    .where("reply_id", "in", replyIds)
    .execute();
  return [...new Set(rows.map((row) => row.ticket_id))].filter((id) => !ticketIds.includes(id));
}

interface TicketErasure {
  posts: OwnPosts;
  neutral: Map<string, Neutral>;
  by: Actor;
  now: number;
  site: Site;
}

async function eraseTicket(
  trx: Trx,
  ticket: TicketRow,
  { posts, neutral, by, now, site }: TicketErasure,
): Promise<void> {
  const text = neutral.get(localeFor(ticket.language, site.locale)) as Neutral;
  const { title, body, html, excerpt } = text;
  await eraseHistory(trx, ticket, title);
  await trx.deleteFrom("ticket_authors").where("ticket_id", "=", ticket.id).execute();
  await trx.deleteFrom("attachments").where("ticket_id", "=", ticket.id).where("reply_id", "is", null).execute();
  await addEvent(trx, { ticketId: ticket.id, type: "erased", agentId: by.agentId ?? null, now });
  const isRemoved = await isRemovedWithIt(trx, ticket, posts);
  await changeTicket(
    trx,
    ticket,
    {
      title,
      slug: ticketSlug("", { kind: ticket.kind, language: ticket.language }),
      body,
      html,
      excerpt,
      status_reason: (await isReasonOfTeam(trx, ticket)) ? ticket.status_reason : null,
      requester_id: null,
      requester_name: null,
      form_nonce: null,
      link_generation: ticket.link_generation + 1,
      publication_asked_at: null,
      waiting_since: null,
      erased_at: now,
      ...(isRemoved && { removed_at: ticket.removed_at ?? now, removed_as: ticket.removed_as ?? "by_author" }),
      ...(await chooseShownAnswer(trx, ticket.id)),
      reply_count: await countReplies(trx, ticket.id),
    },
    { now, seenBy: "everyone", hasNewWords: true },
  );
}

/** Earlier texts, the reasons that the author gave, and the title where a merge told another ticket of it. */
async function eraseHistory(trx: Trx, { id, title: was }: TicketRow, title: string): Promise<void> {
  await trx.deleteFrom("text_revisions").where("ticket_id", "=", id).where("reply_id", "is", null).execute();
  await trx
    .updateTable("ticket_events")
    .set({ reason: null })
    .where((eb) =>
      eb.or([eb.and([eb("ticket_id", "=", id), eb("origin_ticket_id", "is", null)]), eb("origin_ticket_id", "=", id)]),
    )
    .where("visitor_id", "is not", null)
    .execute();
  await trx
    .updateTable("ticket_events")
    .set({ details: JSON.stringify({ ticket: id, title }) })
    .where("type", "in", ["merged", "unmerged", "duplicate_of"])
    .where("details", "=", JSON.stringify({ ticket: id, title: was }))
    .execute();
  await trx
    .updateTable("reports")
    .set({ words: null })
    .where("ticket_id", "=", id)
    .where("reply_id", "is", null)
    .execute();
}

async function isReasonOfTeam(trx: Trx, ticket: TicketRow): Promise<boolean> {
  if (ticket.status_reason === null) return false;
  const said = await trx
    .selectFrom("ticket_events")
    .select("id")
    .where("ticket_id", "=", ticket.id)
    .where("type", "=", "status")
    .where("agent_id", "is not", null)
    .where("reason", "=", ticket.status_reason)
    .executeTakeFirst();
  return said !== undefined;
}

/** Somebody else's ticket, out of which replies are gone. */
async function mendTicket(trx: Trx, ticketId: number, by: Actor, now: number): Promise<void> {
  await addEvent(trx, { ticketId, type: "erased", agentId: by.agentId ?? null, now });
  await changeTicket(
    trx,
    await lockTicket(trx, ticketId),
    { ...(await chooseShownAnswer(trx, ticketId)), reply_count: await countReplies(trx, ticketId) },
    { now, seenBy: "everyone", hasNewWords: true },
  );
}
