import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import type { Site } from "~/site/site.ts";
import { listSitePages } from "~/site/site-pages.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { kinds } from "~/tickets/ticket.ts";
import { articleCategoryPath, articlesPath, homePath, pagePath, thanksPath, ticketsPath } from "~/urls.ts";
import type { SitemapUrl } from "./sitemap.ts";

/**
 * The home page, the lists that have something in them, and the texts of the site. Of the lists only those that are
 * pages of their own: all, one kind, one category.
 */
export async function* readPages(
  db: Db,
  { site, folders }: { site: Site; folders: string[] },
): AsyncGenerator<SitemapUrl> {
  const [counts, shelves, pages] = await Promise.all([
    listCounts(db),
    listArticleCategories(db),
    listSitePages({ locale: site.locale, folders }),
  ]);
  const full = {
    kinds: kinds.filter((kind) => counts.some((row) => row.kind === kind)),
    categories: site.categories.filter(({ id }) => counts.some((row) => row.category_id === id)),
  };
  const paths = [
    homePath(),
    ...(counts.length > 0 ? [ticketsPath()] : []),
    ...full.kinds.map((kind) => ticketsPath({ kind })),
    ...full.categories.map(({ slug }) => ticketsPath({ category: slug })),
    ...(full.kinds.includes("thanks") ? [thanksPath()] : []),
    ...(shelves.length > 0 ? [articlesPath()] : []),
    ...shelves.map((slug) => articleCategoryPath(slug)),
    ...pages.map(pagePath),
  ];
  for (const path of paths) yield { path };
}

/** The categories of the knowledge base with something to read. */
async function listArticleCategories(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("article_categories")
    .select("slug")
    .where("id", "in", (eb) => eb.selectFrom("articles").select("category_id").where(isPublished))
    .orderBy("position")
    .orderBy("id")
    .execute();
  return rows.map(({ slug }) => slug);
}
