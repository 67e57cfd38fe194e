import { type Db, inTransaction } from "#db/client.ts";
import { writeEntry } from "~/search/index-tables.server.ts";

interface ArticleFacts {
  title?: string;
  text?: string;
  language?: string;
  isDraft?: boolean;
  translationOf?: number;
}

/** An article as the tables hold it, in the index like a published one. */
export async function insertArticle(db: Db, facts: ArticleFacts = {}): Promise<{ id: number; slug: string }> {
  const { title = "How to sign in", text = "", language = "en", isDraft = false, translationOf = null } = facts;
  const now = Date.now();
  return inTransaction(db, async (trx) => {
    const category = await trx
      .insertInto("article_categories")
      .values({
        slug: crypto.randomUUID(),
        names: "{}",
        position: 1,
        source_text: null,
        created_at: now,
        changed_at: now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const article = await trx
      .insertInto("articles")
      .values({
        category_id: category.id,
        slug: "an-article",
        language,
        translation_of_id: translationOf,
        position: 1,
        title,
        summary: "",
        body: text,
        html: `<p>${text}</p>`,
        contents: "[]",
        published_revision_id: null,
        published_at: isDraft ? null : now,
        first_published_at: isDraft ? null : now,
        removed_at: null,
        source_path: null,
        source_text: null,
        created_at: now,
        changed_at: now,
        public_changed_at: now,
      })
      .returning(["id", "slug"])
      .executeTakeFirstOrThrow();
    await writeEntry(trx, { kind: "article", id: article.id, title, language, texts: [{ text, language }] });
    return article;
  });
}
