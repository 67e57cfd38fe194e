import type { Db, Trx } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import type { IndexedDocument } from "~/search/entry.ts";
import { removeEntry, writeEntries } from "~/search/index-tables.server.ts";
import { isPublishedArticle } from "./visibility.server.ts";

/** Brings an article's entry in the search index up to date. Only what strangers may read is in there at all. */
export async function indexArticle(trx: Trx, article: ArticleRow): Promise<void> {
  if (isPublishedArticle(article)) await writeEntries(trx, "article", [documentOf(article)]);
  else await removeEntry(trx, "article", article.id);
}

/** What a rebuild takes of the next articles: those that strangers may read, how many were read, and the last of them. */
export async function listArticlesToIndex(db: Db, after: number, limit: number) {
  const articles = await db
    .selectFrom("articles")
    .selectAll()
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  const documents = articles.filter(isPublishedArticle).map(documentOf);
  return { documents, count: articles.length, last: articles.at(-1)?.id };
}

function documentOf({ id, title, language, summary, html }: ArticleRow): IndexedDocument {
  return {
    ...{ id, title, language },
    texts: [
      { text: summary, language },
      { html, language },
    ],
  };
}
