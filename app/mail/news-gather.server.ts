import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { MailRow, TicketRow } from "#db/schema.ts";
import { mailedAs } from "~/tickets/visibility.server.ts";
import type { Follower } from "./answer-mail.server.ts";
import { MOST_NEWS, NEWS_EVENTS, type News } from "./news.ts";
import { isOwnTicket } from "./news-followers.server.ts";
import { gatherLater, QUIET_MS } from "./tell-followers.server.ts";

/** News that goes on and on is sent after so long. */
const LONGEST_MS = 8 * 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Mails a day to a mailbox whose owner has not pressed, and of "it arrived" to one who has. */
const MOST_A_DAY = 3;
/** So many followers in one transaction. */
const PORTION = 100;

/**
 * Makes the mails that a ticket's changes ask for: to a new address the one that asks, to all others what the team did
 * since they were told last. While the team is still at it, it waits until that is quiet.
 */
export async function gatherNews(db: Db, ticketId: number, now: number): Promise<void> {
  const quietAt = await findQuiet(db, { table: "mail_follows", ticketId, now });
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    after = await inQuietTransaction(db, async (trx) => {
      const ticket = await trx.selectFrom("tickets").selectAll().where("id", "=", ticketId).executeTakeFirst();
      if (!ticket || ticket.merged_into_id !== null) return undefined;
      const followers = await listFollowers(trx, ticketId, from);
      for (const follower of followers) await tell(trx, ticket, follower, { now, isQuiet: quietAt <= now });
      return followers.length === PORTION ? followers.at(-1)?.id : undefined;
    });
  }
  if (quietAt > now) await inQuietTransaction(db, (trx) => gatherLater(trx, ticketId, { runAt: quietAt, now }));
}

async function listFollowers(db: Db | Trx, ticketId: number, after: number): Promise<Follower[]> {
  return db
    .selectFrom("mail_follows")
    .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
    .selectAll("mail_follows")
    .select(["mail_addresses.address", "mail_addresses.mailbox_key"])
    .where("mail_follows.ticket_id", "=", ticketId)
    .where("mail_follows.stopped_at", "is", null)
    .where("mail_addresses.bounced_at", "is", null)
    .where("mail_follows.id", ">", after)
    .orderBy("mail_follows.id")
    .limit(PORTION)
    .execute();
}

async function tell(
  trx: Trx,
  ticket: TicketRow,
  follower: Follower,
  { now, isQuiet }: { now: number; isQuiet: boolean },
): Promise<void> {
  if (!mailedAs(ticket, await isOwnTicket(trx, follower, ticket))) return;
  if (await isReplyHeld(trx, follower.reply_id)) return;
  const news = follower.confirmed_at !== null && isQuiet ? await readNews(trx, follower) : [];
  if (news.length > 0) return addNews(trx, follower, news, now);
  if (follower.asked_at !== null || (follower.confirmed_at !== null && follower.is_requester === 0)) return;
  if (!(await isWithinLimits(trx, follower, now))) return;
  const kind = follower.confirmed_at === null ? "ask" : "received";
  await addMail(trx, follower, { kind, news: [], now });
  await trx.updateTable("mail_follows").set({ asked_at: now }).where("id", "=", follower.id).execute();
}

async function addNews(trx: Trx, follower: Follower, news: NewsItem[], now: number): Promise<void> {
  await addMail(trx, follower, { kind: "news", news: toldIn(news), now });
  await trx
    .updateTable("mail_follows")
    .set({ asked_at: follower.asked_at ?? now, ...toldAfter(follower, news) })
    .where("id", "=", follower.id)
    .execute();
}

/** The news as a mail or a push names them. */
export const toldIn = (news: NewsItem[]): News[] =>
  news.slice(-MOST_NEWS).map(({ reply, event }) => (reply ? { reply } : { event: event ?? 0 }));

/** How far a follower has been told once they have these news. */
export function toldAfter({ told_reply_id, told_event_id }: Told, news: NewsItem[]) {
  const newest = (ids: (number | undefined)[], before: number) => Math.max(before, ...ids.map((id) => id ?? 0));
  return {
    told_reply_id: newest(
      news.map(({ reply }) => reply),
      told_reply_id,
    ),
    told_event_id: newest(
      news.map(({ event }) => event),
      told_event_id,
    ),
  };
}

async function addMail(
  trx: Trx,
  { id, ticket_id, mailbox_key }: Follower,
  { kind, news, now }: { kind: MailRow["kind"]; news: News[]; now: number },
): Promise<void> {
  await trx
    .insertInto("mails")
    .values({
      follow_id: id,
      ticket_id,
      mailbox_key,
      kind,
      news: JSON.stringify(news),
      // Its host is added when it goes. Nothing can be read from it, and nobody can guess another's.
      message_id: randomBytes(16).toString("hex"),
      send_at: now,
      created_at: now,
    })
    .execute();
}

/** What is held has no mail; the job comes again when it is released. */
async function isReplyHeld(trx: Trx, replyId: number | null): Promise<boolean> {
  if (replyId === null) return false;
  const reply = await trx
    .selectFrom("replies")
    .select(["moderation", "removed_at"])
    .where("id", "=", replyId)
    .executeTakeFirst();
  return reply?.moderation === "held" || (reply?.removed_at ?? null) !== null;
}

/**
 * No mail bomb: one such mail a ticket and three a day to a mailbox, whoever asks for them and however the address is
 * written. What has gone out is counted, also where its follower is gone since.
 */
async function isWithinLimits(trx: Trx, { ticket_id, mailbox_key }: Follower, now: number): Promise<boolean> {
  const sent = await trx
    .selectFrom("mails")
    .select(["ticket_id", "created_at"])
    .where("mailbox_key", "=", mailbox_key)
    .where("kind", "<>", "news")
    .execute();
  // By a clock that was ahead they are not of today.
  const today = sent.filter(({ created_at }) => Math.abs(now - created_at) < DAY_MS);
  return today.length < MOST_A_DAY && sent.every((mail) => mail.ticket_id !== ticket_id);
}

export interface NewsItem {
  reply?: number;
  event?: number;
  at: number;
}

export type Told = Pick<Follower, "ticket_id" | "told_reply_id" | "told_event_id" | "merged_from_id">;

/** What the team did since, in time. That a duplicate was merged into it is news for those who came from there. */
export async function readNews(db: Db | Trx, told: Told): Promise<NewsItem[]> {
  const replies = await db
    .selectFrom("replies")
    .select(["id", "created_at"])
    .where("ticket_id", "=", told.ticket_id)
    .where("id", ">", told.told_reply_id)
    .where("agent_id", "is not", null)
    .where("kind", "<>", "note")
    .where("moderation", "=", "published")
    .where("removed_at", "is", null)
    .execute();
  const events = await db
    .selectFrom("ticket_events")
    .select(["id", "type", "details", "created_at"])
    .where("ticket_id", "=", told.ticket_id)
    .where("id", ">", told.told_event_id)
    .where("agent_id", "is not", null)
    .where("type", "in", [...NEWS_EVENTS])
    .execute();
  const isTheirs = ({ type, details }: { type: string; details: string | null }) =>
    type !== "merged" || JSON.parse(details ?? "{}").ticket === told.merged_from_id;
  return [
    ...replies.map(({ id, created_at }) => ({ reply: id, at: created_at })),
    ...events.filter(isTheirs).map(({ id, created_at }) => ({ event: id, at: created_at })),
  ].sort((one, other) => one.at - other.at);
}

interface Follows {
  table: "mail_follows" | "push_follows";
  ticketId: number;
  now: number;
}

/** When nothing has happened for a while, after the news that some follower has not been told yet; 0 without news. */
export async function findQuiet(db: Db, { table, ticketId, now }: Follows): Promise<number> {
  const least = await db
    .selectFrom(table)
    .select((eb) => [
      "merged_from_id",
      eb.fn.min<number>("told_reply_id").as("told_reply_id"),
      eb.fn.min<number>("told_event_id").as("told_event_id"),
    ])
    .where("ticket_id", "=", ticketId)
    .groupBy("merged_from_id")
    .$if(table === "mail_follows", (query) =>
      query.where(sql<boolean>`stopped_at is null and confirmed_at is not null`),
    )
    .execute();
  const all = await Promise.all(least.map((told) => readNews(db, { ...told, ticket_id: ticketId })));
  return Math.max(0, ...all.map((news) => quietAfter(news, now)));
}

/** When the team is no longer at it, or has been for long enough; 0 where there is no news. */
function quietAfter(news: NewsItem[], now: number): number {
  const [first, last] = [news[0], news.at(-1)];
  const quietAt = first && last ? Math.min(last.at + QUIET_MS, first.at + LONGEST_MS) : 0;
  // News of a time that has not come: the clock was ahead. Nobody waits for it.
  return quietAt > now + QUIET_MS ? 0 : quietAt;
}
