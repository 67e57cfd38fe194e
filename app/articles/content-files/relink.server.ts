import { type Db, inTransaction } from "#db/client.ts";
import { linkedFiles } from "../article-links.server.ts";
import { changeArticle, lockArticle } from "../change-article.server.ts";
import { prepareArticle } from "../prepare-article.server.ts";

const AT_ONCE = 100;

/** Renders again the articles that linked to files which are there only now. Takes "category/slug" of those files. */
export async function relinkArticles(
  db: Db,
  arrived: ReadonlySet<string>,
  { siteOrigin, now, signal }: { siteOrigin: string; now: number; signal?: AbortSignal },
): Promise<void> {
  for (let after = 0; ; ) {
    const articles = await db
      .selectFrom("articles")
      .innerJoin("article_categories", "article_categories.id", "articles.category_id")
      .select(["articles.id", "articles.title", "articles.summary", "articles.body", "articles.html"])
      .select(["articles.language", "article_categories.slug as category"])
      .where("articles.id", ">", after)
      .where("articles.body", "like", "%.md%")
      .orderBy("articles.id")
      .limit(AT_ONCE)
      .execute();
    for (const article of articles) {
      if (signal?.aborted) return;
      if (!linkedFiles(article.body, article.category).some((file) => arrived.has(file))) continue;
      const { html, contents, complete } = await prepareArticle(db, article, siteOrigin);
      if (!complete || html === article.html) continue;
      await inTransaction(db, async (trx) => {
        const fresh = await lockArticle(trx, article.id);
        if (fresh.html === article.html) await changeArticle(trx, fresh, { html, contents }, now);
      });
    }
    if (articles.length < AT_ONCE) return;
    after = articles.at(-1)?.id ?? after;
  }
}
