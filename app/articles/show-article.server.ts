import type { Db } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { Site } from "~/site/site.ts";
import { answeredCount, listTicketsAbout } from "./answered-tickets.server.ts";
import { parseContents } from "./article.ts";
import { categoryName } from "./article-categories.server.ts";
import type { ArticleLink, ArticleView } from "./article-page.ts";
import { readTeamView } from "./list-feedback.server.ts";
import { isPublished } from "./visibility.server.ts";

const MOST_RELATED = 4;
const MOST_TRANSLATIONS = 20;

interface Ask {
  article: ArticleRow;
  viewer: Viewer;
  site: Site;
  /** Published articles that the search finds for its title. */
  similar: ArticleLink[];
}

/** Everything about an article that this viewer may see. */
export async function showArticle(db: Db, { article, viewer, site, similar }: Ask): Promise<ArticleView> {
  const { id, slug, title, summary, language, html } = article;
  const locale = localeFor(language, site.locale);
  const [about, translations, neighbours, tickets, team, files] = await Promise.all([
    readAbout(db, id),
    listTranslations(db, article),
    listNeighbours(db, article),
    listTicketsAbout(db, id, site, locale),
    viewer.agent ? readTeamView(db, article) : null,
    listFiles(db, { articles: [id] }),
  ]);
  const family = new Set([id, ...translations.map((one) => one.id)]);
  const related = new Map<number, ArticleLink>();
  for (const one of [...similar.filter((found) => found.language === language), ...neighbours]) {
    if (!family.has(one.id)) related.set(one.id, one);
  }
  return {
    id,
    slug,
    title,
    summary,
    language,
    html,
    files: files.get(`article ${id}`) ?? [],
    changedAt: article.changed_at,
    answered: about.answered ?? 0,
    category: { slug: about.slug, name: categoryName(about, locale) },
    contents: parseContents(article.contents),
    translations,
    related: [...related.values()].slice(0, MOST_RELATED),
    tickets,
    team,
  };
}

async function readAbout(db: Db, id: number) {
  return db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["article_categories.slug", "names"])
    .select((eb) => answeredCount(eb as never))
    .where("articles.id", "=", id)
    .executeTakeFirstOrThrow();
}

const links = (db: Db) => db.selectFrom("articles").select(["id", "slug", "title", "language"]).where(isPublished);

/** The same article in other languages. */
export async function listTranslations(db: Db, { id, translation_of_id }: ArticleRow): Promise<ArticleLink[]> {
  const original = translation_of_id ?? id;
  return links(db)
    .where((eb) => eb.or([eb("id", "=", original), eb("translation_of_id", "=", original)]))
    .where("id", "<>", id)
    .orderBy("language")
    .orderBy("id")
    .limit(MOST_TRANSLATIONS)
    .execute();
}

/** Those that come next in the same category and language, and from its beginning when it ends. */
async function listNeighbours(db: Db, { id, category_id, language, position }: ArticleRow): Promise<ArticleLink[]> {
  return links(db)
    .where("category_id", "=", category_id)
    .where("language", "=", language)
    .where("id", "<>", id)
    .orderBy((eb) => eb("position", "<", position))
    .orderBy("position")
    .orderBy("id")
    .limit(MOST_RELATED)
    .execute();
}
