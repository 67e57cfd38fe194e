import type { Db } from "#db/client.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { replyPath, ticketPath } from "~/urls.ts";
import { findOwnPosts } from "./own-posts.server.ts";
import type { OwnTexts } from "./own-texts.ts";

interface Ask {
  visitorId: number;
  site: { name: string; origin: string };
  now: number;
}

/** Everything that is stored of a visitor and can be read, for themselves. */
export async function readOwnTexts(db: Db, { visitorId, site, now }: Ask): Promise<OwnTexts | undefined> {
  const visitor = await db.selectFrom("visitors").selectAll().where("id", "=", visitorId).executeTakeFirst();
  if (!visitor) return undefined;
  const { ticketIds, replyIds } = await findOwnPosts(db, visitorId);
  const [tickets, replies, revisions, votes, articles, mail, push] = await Promise.all([
    db.selectFrom("tickets").selectAll().where("id", "in", ticketIds).orderBy("id").execute(),
    db
      .selectFrom("replies")
      .innerJoin("tickets", "tickets.id", "replies.ticket_id")
      .selectAll("replies")
      .select("tickets.slug")
      .where("replies.id", "in", replyIds)
      .orderBy("replies.id")
      .execute(),
    db
      .selectFrom("text_revisions")
      .selectAll()
      .where((eb) =>
        eb.or([eb.and([eb("ticket_id", "in", ticketIds), eb("reply_id", "is", null)]), eb("reply_id", "in", replyIds)]),
      )
      .orderBy("id")
      .execute(),
    db.selectFrom("votes").selectAll().where("visitor_id", "=", visitorId).orderBy("id").execute(),
    db.selectFrom("article_feedback").selectAll().where("visitor_id", "=", visitorId).orderBy("id").execute(),
    db
      .selectFrom("mail_follows")
      .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
      .selectAll("mail_follows")
      .select("mail_addresses.address")
      .where("mail_follows.visitor_id", "=", visitorId)
      .orderBy("mail_follows.id")
      .execute(),
    db
      .selectFrom("push_browsers")
      .leftJoin("push_follows", "push_follows.browser_id", "push_browsers.id")
      .select(["push_browsers.endpoint", "push_browsers.created_at", "push_follows.ticket_id"])
      .where("push_browsers.visitor_id", "=", visitorId)
      .orderBy("push_follows.id")
      .execute(),
  ]);
  const files = await listFiles(db, { tickets: ticketIds, replies: replyIds });
  const filesAt = (text: string) =>
    (files.get(text) ?? []).map(({ name, path, size }) => ({ name, address: site.origin + path, bytes: size }));
  const earlier = (fits: (row: (typeof revisions)[number]) => boolean) =>
    revisions.filter(fits).map((row) => ({ title: row.title, text: row.body, at: iso(row.created_at) }));
  const written = (row: { body: string; created_at: number; edited_at: number | null; removed_at: number | null }) => ({
    text: row.body,
    at: iso(row.created_at),
    editedAt: isoOrNull(row.edited_at),
    removedAt: isoOrNull(row.removed_at),
  });
  return {
    site: `${site.name}, ${site.origin}`,
    copiedAt: iso(now),
    name: visitor.name,
    knownSince: iso(visitor.created_at),
    mail: mail.map((row) => ({
      address: row.address,
      ticket: row.ticket_id,
      at: iso(row.created_at),
      confirmedAt: isoOrNull(row.confirmed_at),
      stoppedAt: isoOrNull(row.stopped_at),
    })),
    push: push.slice(0, 1).map((row) => ({
      endpoint: row.endpoint,
      at: iso(row.created_at),
      tickets: push.flatMap(({ ticket_id }) => (ticket_id === null ? [] : [ticket_id])),
    })),
    tickets: tickets.map((row) => ({
      number: row.id,
      address: site.origin + ticketPath(row),
      kind: row.kind,
      title: row.title,
      status: row.status,
      visibility: row.visibility,
      name: row.requester_name,
      ...written(row),
      files: filesAt(`ticket ${row.id}`),
      earlier: earlier(({ ticket_id, reply_id }) => reply_id === null && ticket_id === row.id),
    })),
    replies: replies.map((row) => ({
      number: row.id,
      ticket: row.ticket_id,
      address: site.origin + replyPath({ id: row.ticket_id, slug: row.slug }, row.id),
      kind: row.kind,
      name: row.author_name,
      ...written(row),
      files: filesAt(`reply ${row.id}`),
      earlier: earlier(({ reply_id }) => reply_id === row.id),
    })),
    votes: votes
      .filter((row) => row.origin_ticket_id === null)
      .map((row) => ({ for: row.target, number: row.target_id, at: iso(row.created_at) })),
    articles: articles.map((row) => ({
      article: row.article_id,
      helped: row.helped === 1,
      reason: row.reason,
      words: row.words,
      at: iso(row.created_at),
    })),
  };
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));
