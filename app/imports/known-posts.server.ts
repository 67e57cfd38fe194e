import type { Db } from "#db/client.ts";
import { isPublic } from "~/tickets/visibility.server.ts";
import type { Forum } from "./import.ts";

/** What a post of the old forum has become here. */
export interface KnownPost {
  ticketId: number;
  slug: string;
  title: string;
  /** Null for the ticket itself. */
  replyId: number | null;
  /** How many replies its ticket has: in a long thread a link asks for the page of its reply. */
  replyCount: number;
  /** Whether strangers may read it: nothing else is linked to, since a link tells its title. */
  isPublic: boolean;
}

const PAGE = 2_000;

/**
 * The name under which this forum's posts are remembered. A forum that is here already is known by its posts, so that
 * neither another folder nor a newer dump, which may tell its address differently, brings it in twice.
 */
export async function findSource(db: Db, { format, name, tickets }: Forum): Promise<string> {
  const created = new Map(tickets.slice(0, 500).map(({ externalId, createdAt }) => [externalId, createdAt]));
  const sources = await db
    .selectFrom("imported_posts")
    .select("source")
    .distinct()
    .where("source", "like", `${format}:%`)
    .execute();
  for (const { source } of sources) {
    const here = await db
      .selectFrom("imported_posts")
      .innerJoin("tickets", "tickets.id", "imported_posts.ticket_id")
      .select(["external_id", "created_at"])
      .where("source", "=", source)
      .where("external_id", "in", [...created.keys()])
      .execute();
    const same = here.filter((post) => created.get(post.external_id) === post.created_at);
    if (same.length > 0 && same.length * 2 >= here.length) return source;
  }
  return `${format}:${name}`;
}

/** Everything that has come from this source, by external id. */
export async function loadKnownPosts(db: Db, source: string): Promise<Map<string, KnownPost>> {
  const known = new Map<string, KnownPost>();
  for (let after = ""; ; ) {
    const page = await db
      .selectFrom("imported_posts")
      .innerJoin("tickets", "tickets.id", "imported_posts.ticket_id")
      .leftJoin("replies", "replies.id", "imported_posts.reply_id")
      .select([
        "external_id",
        "imported_posts.ticket_id",
        "reply_id",
        "slug",
        "title",
        "reply_count",
        "replies.kind as reply_kind",
      ])
      .select(["visibility", "tickets.moderation", "tickets.removed_at", "merged_into_id"])
      .where("source", "=", source)
      .where("external_id", ">", after)
      .orderBy("external_id")
      .limit(PAGE)
      .execute();
    for (const post of page) {
      const { external_id, ticket_id: ticketId, reply_id: replyId, slug, title } = post;
      known.set(external_id, {
        ticketId,
        replyId,
        slug,
        title,
        replyCount: post.reply_count,
        isPublic: isPublic(post) && post.reply_kind !== "note",
      });
      after = external_id;
    }
    if (page.length < PAGE) return known;
  }
}
