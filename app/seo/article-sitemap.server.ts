import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { articlePath } from "~/urls.ts";
import type { SitemapUrl } from "./sitemap.ts";

const IN_A_BATCH = 500;

/**
 * Every published article, each translation for itself. Which belong together says the head of each page: that is one of
 * the two ways (developers.google.com/search/docs/specialty/international/localized-versions), and the schema of
 * sitemaps knows no others' elements.
 */
export async function* readArticles(db: Db): AsyncGenerator<SitemapUrl> {
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom("articles")
      .select(["id", "slug", "public_changed_at"])
      .where(isPublished)
      .where("id", ">", after)
      .orderBy("id")
      .limit(IN_A_BATCH)
      .execute();
    for (const row of rows) yield { path: articlePath(row), changedAt: row.public_changed_at };
    if (rows.length < IN_A_BATCH) return;
    after = Number(rows.at(-1)?.id);
  }
}

/** When strangers saw an article change last. Undefined where there is none to read. */
export async function lastArticleChange(db: Db): Promise<number | undefined> {
  const any = await db.selectFrom("articles").select("id").where(isPublished).limit(1).executeTakeFirst();
  if (!any) return undefined;
  const { at } = await db
    .selectFrom("articles")
    .select((eb) => eb.fn.max("public_changed_at").as("at"))
    .where("first_published_at", "is not", null)
    .executeTakeFirstOrThrow();
  return at ?? undefined;
}
