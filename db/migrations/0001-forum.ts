import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** The forum: people, tickets, replies, votes, history, settings, jobs. Times are bigint milliseconds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);

  await db.schema
    .createTable("settings")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("value", "text", (c) => c.notNull())
    .addColumn("updated_at", "bigint", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("categories")
    .addColumn("id", "integer", id)
    .addColumn("slug", "text", (c) => c.notNull().unique())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("archived_at", "bigint")
    .execute();

  await db.schema
    .createTable("visitors")
    .addColumn("id", "integer", id)
    .addColumn("token_hash", "text", (c) => c.notNull().unique())
    .addColumn("name", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("agents")
    .addColumn("id", "integer", id)
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("email", "text", (c) => c.notNull().unique())
    .addColumn("role", "text", (c) => c.notNull().check(sql`role in ('agent', 'admin')`))
    .addColumn("password_hash", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("disabled_at", "bigint")
    .execute();

  await db.schema
    .createTable("agent_sessions")
    .addColumn("id", "integer", id)
    .addColumn("agent_id", "integer", (c) => c.notNull().references("agents.id").onDelete("cascade"))
    .addColumn("token_hash", "text", (c) => c.notNull().unique())
    .addColumn("user_agent", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("last_used_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("agent_sessions_agent").on("agent_sessions").column("agent_id").execute();

  await db.schema
    .createTable("welcome_tokens")
    .addColumn("id", "integer", id)
    .addColumn("token_hash", "text", (c) => c.notNull().unique())
    .addColumn("agent_id", "integer", (c) => c.references("agents.id").onDelete("cascade"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .addColumn("used_at", "bigint")
    .execute();

  await db.schema
    .createTable("tickets")
    .addColumn("id", "integer", id)
    .addColumn("kind", "text", (c) => c.notNull().check(sql`kind in ('question', 'problem', 'idea', 'thanks')`))
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("excerpt", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("phase", "text", (c) =>
      c.notNull().check(sql`phase in ('new', 'working', 'waiting', 'planned', 'done', 'closed')`),
    )
    .addColumn("status_reason", "text")
    .addColumn("status_changed_at", "bigint", (c) => c.notNull())
    .addColumn("status_before_waiting", "text")
    .addColumn("visibility", "text", (c) => c.notNull().check(sql`visibility in ('public', 'private')`))
    .addColumn("moderation", "text", (c) => c.notNull().check(sql`moderation in ('published', 'restricted', 'held')`))
    .addColumn("published_at", "bigint")
    .addColumn("removed_at", "bigint")
    .addColumn("removed_as", "text", (c) => c.check(sql`removed_as in ('by_author', 'by_team', 'spam')`))
    .addColumn("merged_into_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("merged_at", "bigint")
    .addColumn("category_id", "integer", (c) => c.references("categories.id"))
    .addColumn("assignee_id", "integer", (c) => c.references("agents.id"))
    .addColumn("requester_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("requester_name", "text")
    .addColumn("opened_by_agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("link_generation", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("form_nonce", "text", (c) => c.unique())
    .addColumn("waiting_since", "bigint")
    .addColumn("first_answer_ms", "bigint")
    .addColumn("first_answer_at", "bigint")
    .addColumn("answer_excerpt", "text")
    .addColumn("answer_by_team", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("official_reply_id", "integer")
    .addColumn("accepted_reply_id", "integer")
    .addColumn("base_votes", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("vote_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("reply_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("version", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("publication_asked_at", "bigint")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("edited_at", "bigint")
    .addColumn("last_activity_at", "bigint", (c) => c.notNull())
    .addColumn("public_changed_at", "bigint", (c) => c.notNull())
    .addColumn("imported_at", "bigint")
    .execute();

  // What strangers may list. Each order starts with the filter's column; `id` last makes the place in it unique.
  const listed = sql<boolean>`visibility = 'public' and moderation <> 'held' and removed_at is null and merged_into_id is null`;
  for (const filter of ["", "kind", "phase", "status", "category_id"]) {
    for (const order of ["id", "last_activity_at", "vote_count"]) {
      const columns = [filter, order, "id"].filter((column, at, all) => column && all.indexOf(column) === at);
      await db.schema
        .createIndex(`tickets_listed_${[filter, order].filter(Boolean).join("_")}`)
        .on("tickets")
        .columns(columns)
        .where(listed)
        .execute();
    }
  }
  await db.schema
    .createIndex("tickets_answered")
    .on("tickets")
    .columns(["first_answer_at", "id"])
    .where(sql<boolean>`first_answer_at is not null`)
    .execute();
  await db.schema
    .createIndex("tickets_waiting")
    .on("tickets")
    .columns(["waiting_since", "id"])
    .where(sql<boolean>`waiting_since is not null`)
    .execute();
  await db.schema.createIndex("tickets_assignee").on("tickets").columns(["assignee_id", "last_activity_at"]).execute();
  await db.schema
    .createIndex("tickets_merged")
    .on("tickets")
    .column("merged_into_id")
    .where(sql<boolean>`merged_into_id is not null`)
    .execute();
  await db.schema.createIndex("tickets_in_phase").on("tickets").columns(["phase", "last_activity_at", "id"]).execute();
  await db.schema
    .createIndex("tickets_not_published")
    .on("tickets")
    .columns(["moderation", "id"])
    .where(sql<boolean>`moderation <> 'published'`)
    .execute();
  await db.schema
    .createIndex("tickets_removed")
    .on("tickets")
    .columns(["removed_at", "id"])
    .where(sql<boolean>`removed_at is not null`)
    .execute();

  await db.schema
    .createTable("ticket_authors")
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id").onDelete("cascade"))
    .addColumn("visitor_id", "integer", (c) => c.notNull().references("visitors.id").onDelete("cascade"))
    .addColumn("link_generation", "integer")
    .addColumn("merged_ticket_id", "integer")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("ticket_authors_key", ["ticket_id", "visitor_id"])
    .execute();
  await db.schema.createIndex("ticket_authors_visitor").on("ticket_authors").column("visitor_id").execute();

  await db.schema
    .createTable("ticket_counts")
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("phase", "text", (c) => c.notNull())
    .addColumn("category_id", "integer", (c) => c.notNull())
    .addColumn("count", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("ticket_counts_key", ["kind", "status", "category_id"])
    .execute();

  await db.schema
    .createTable("replies")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("origin_ticket_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("in_reply_to_id", "integer", (c) => c.references("replies.id"))
    .addColumn("kind", "text", (c) => c.notNull().check(sql`kind in ('answer', 'comment', 'note')`))
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("excerpt", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("visitor_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("author_name", "text")
    .addColumn("by_requester", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("moderation", "text", (c) => c.notNull().check(sql`moderation in ('published', 'held')`))
    .addColumn("official_at", "bigint")
    .addColumn("accepted_at", "bigint")
    .addColumn("answer_ms", "bigint")
    .addColumn("base_votes", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("vote_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("content_key", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("edited_at", "bigint")
    .addColumn("removed_at", "bigint")
    .addColumn("imported_at", "bigint")
    .execute();
  await db.schema.createIndex("replies_ticket").on("replies").columns(["ticket_id", "created_at", "id"]).execute();
  await db.schema
    .createIndex("replies_content_key")
    .on("replies")
    .columns(["content_key", "created_at"])
    .where(sql<boolean>`content_key is not null`)
    .execute();
  await db.schema
    .createIndex("replies_origin")
    .on("replies")
    .column("origin_ticket_id")
    .where(sql<boolean>`origin_ticket_id is not null`)
    .execute();

  await db.schema
    .createTable("ticket_events")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("origin_ticket_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("public", "integer", (c) => c.notNull())
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("visitor_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("reason", "text")
    .addColumn("details", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("ticket_events_ticket").on("ticket_events").columns(["ticket_id", "id"]).execute();

  await db.schema
    .createTable("text_revisions")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("title", "text")
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("visitor_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("text_revisions_ticket").on("text_revisions").column("ticket_id").execute();

  await db.schema
    .createTable("votes")
    .addColumn("id", "integer", id)
    .addColumn("target", "text", (c) => c.notNull().check(sql`target in ('ticket', 'reply')`))
    .addColumn("target_id", "integer", (c) => c.notNull())
    .addColumn("visitor_id", "integer", (c) => c.notNull().references("visitors.id"))
    .addColumn("address_key", "text")
    .addColumn("origin_ticket_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("votes_once")
    .on("votes")
    .columns(["target", "target_id", "visitor_id"])
    .unique()
    .execute();
  await db.schema
    .createIndex("votes_address")
    .on("votes")
    .columns(["target", "target_id", "address_key"])
    .where(sql<boolean>`address_key is not null`)
    .execute();
  await db.schema.createIndex("votes_visitor").on("votes").column("visitor_id").execute();

  await db.schema
    .createTable("imported_posts")
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("external_id", "text", (c) => c.notNull())
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addPrimaryKeyConstraint("imported_posts_key", ["source", "external_id"])
    .execute();

  await db.schema
    .createTable("jobs")
    .addColumn("id", "integer", id)
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("payload", "text", (c) => c.notNull())
    .addColumn("run_at", "bigint", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("last_error", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("jobs_run_at").on("jobs").column("run_at").execute();
}
