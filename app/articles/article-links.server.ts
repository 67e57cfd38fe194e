import type { Db, Trx } from "#db/client.ts";
import { articlePath } from "~/urls.ts";

/** `](other.md)`, `](../category/other.md#s-part)`: how the files of content/articles link to each other. */
const FILE_LINK = /\]\((?:\.\/|\.\.\/([a-z0-9-]+)\/)?([a-z0-9-]+)\.md(#[^)\s]*)?\)/g;

/**
 * The same Markdown with links to the files of other articles as addresses of the site. A link to an article that is
 * not there stays as it is, and is named in `missing` ("category/slug").
 */
export async function linkArticles(
  db: Db | Trx,
  body: string,
  category: string,
): Promise<{ body: string; missing: string[] }> {
  const missing: string[] = [];
  const addresses = new Map<string, string>();
  for (const [, folder = category, slug = ""] of body.matchAll(FILE_LINK)) {
    const file = `${folder}/${slug}`;
    if (addresses.has(file) || missing.includes(file)) continue;
    const article = await findByFile(db, folder, slug);
    if (article) addresses.set(file, articlePath(article));
    else missing.push(file);
  }
  const linked = body.replace(FILE_LINK, (link, folder = category, slug = "", place = "") => {
    const address = addresses.get(`${folder}/${slug}`);
    return address ? `](${address}${place})` : link;
  });
  return { body: linked, missing };
}

/** The files of articles that a text links to, "category/slug" each. */
export function linkedFiles(body: string, category: string): string[] {
  return [...body.matchAll(FILE_LINK)].map(([, folder = category, slug]) => `${folder}/${slug}`);
}

function findByFile(db: Db | Trx, category: string, slug: string) {
  return db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["articles.id", "articles.slug"])
    .where("article_categories.slug", "=", category)
    .where("articles.slug", "=", slug)
    .executeTakeFirst();
}
