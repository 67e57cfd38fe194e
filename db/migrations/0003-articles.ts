import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** The knowledge base, canned answers, and what is counted to see which articles are missing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);

  await db.schema
    .createTable("article_categories")
    .addColumn("id", "integer", id)
    .addColumn("slug", "text", (c) => c.notNull().unique())
    .addColumn("names", "text", (c) => c.notNull())
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("source_text", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("articles")
    .addColumn("id", "integer", id)
    .addColumn("category_id", "integer", (c) => c.notNull().references("article_categories.id"))
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("translation_of_id", "integer", (c) => c.references("articles.id").onDelete("set null"))
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("summary", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("html", "text", (c) => c.notNull())
    .addColumn("contents", "text", (c) => c.notNull())
    .addColumn("published_revision_id", "integer")
    .addColumn("published_at", "bigint")
    .addColumn("first_published_at", "bigint")
    .addColumn("removed_at", "bigint")
    .addColumn("source_path", "text", (c) => c.unique())
    .addColumn("source_text", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .addColumn("public_changed_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("articles_slug").unique().on("articles").columns(["category_id", "slug"]).execute();
  await db.schema.createIndex("articles_translation_of").on("articles").column("translation_of_id").execute();
  await db.schema
    .createIndex("articles_public")
    .on("articles")
    .columns(["language", "category_id", "position", "id"])
    .where(sql<boolean>`published_at is not null and removed_at is null`)
    .execute();

  await db.schema
    .createTable("article_revisions")
    .addColumn("id", "integer", id)
    .addColumn("article_id", "integer", (c) => c.notNull().references("articles.id"))
    .addColumn("title", "text", (c) => c.notNull())
    .addColumn("summary", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("article_revisions_article").on("article_revisions").column("article_id").execute();

  await db.schema
    .createTable("ticket_articles")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("article_id", "integer", (c) => c.notNull().references("articles.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("relation", "text", (c) => c.notNull().check(sql`relation in ('answer', 'source', 'asked_from')`))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("ticket_articles_ticket").on("ticket_articles").column("ticket_id").execute();
  await db.schema.createIndex("ticket_articles_article").on("ticket_articles").column("article_id").execute();
  await db.schema.createIndex("ticket_articles_reply").on("ticket_articles").column("reply_id").execute();

  await db.schema
    .createTable("article_feedback")
    .addColumn("id", "integer", id)
    .addColumn("article_id", "integer", (c) => c.notNull().references("articles.id"))
    .addColumn("helped", "integer", (c) => c.notNull())
    .addColumn("reason", "text")
    .addColumn("visitor_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("address_key", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("article_feedback_article").on("article_feedback").column("article_id").execute();

  await db.schema
    .createTable("canned_answers")
    .addColumn("id", "integer", id)
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("language", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("use_count", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("canned_answers_name")
    .unique()
    .on("canned_answers")
    .columns(["name", "language"])
    .execute();

  await db.schema
    .createTable("searched_words")
    .addColumn("day", "text", (c) => c.notNull())
    .addColumn("words", "text", (c) => c.notNull())
    .addColumn("searches", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("found_nothing", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("then_asked", "integer", (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("searched_words_once", ["day", "words"])
    .execute();

  await db.schema
    .createTable("found_answers")
    .addColumn("target", "text", (c) => c.notNull().check(sql`target in ('ticket', 'article')`))
    .addColumn("target_id", "integer", (c) => c.notNull())
    .addColumn("day", "text", (c) => c.notNull())
    .addColumn("times", "integer", (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("found_answers_once", ["target", "target_id", "day"])
    .execute();
}
