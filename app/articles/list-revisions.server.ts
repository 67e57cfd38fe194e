import type { Db } from "#db/client.ts";
import type { RevisionLine } from "./edit-view.ts";

const MOST_REVISIONS = 500;

/** Every text that an article had, newest first. */
export async function listArticleRevisions(
  db: Db,
  article: { id: number; published_revision_id: number | null },
  limit = MOST_REVISIONS,
): Promise<RevisionLine[]> {
  const rows = await db
    .selectFrom("article_revisions")
    .leftJoin("agents", "agents.id", "article_revisions.agent_id")
    .select(["article_revisions.id", "article_revisions.created_at", "agents.name"])
    .where("article_id", "=", article.id)
    .orderBy("article_revisions.id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at,
    by: row.name,
    isPublished: row.id === article.published_revision_id,
  }));
}

/** One text of an article. */
export async function findArticleRevision(db: Db, articleId: number, id: number) {
  return db
    .selectFrom("article_revisions")
    .select(["id", "title", "summary", "body"])
    .where("article_id", "=", articleId)
    .where("id", "=", id)
    .executeTakeFirst();
}
