import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { addArticleCategory, findArticleCategory } from "~/articles/article-categories.server.ts";
import { articleSlug } from "~/articles/article-slug.ts";
import { changeArticle, lockArticle } from "~/articles/change-article.server.ts";
import { freeSlug } from "~/articles/choose-place.server.ts";
import { type PreparedArticle, prepareArticle } from "~/articles/prepare-article.server.ts";
import { isPublishedArticle } from "~/articles/visibility.server.ts";
import { addArticle, publishArticle, shownText } from "~/articles/write-article.server.ts";
import type { Locale } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { renderMarkdown } from "~/markdown/render-markdown.server.ts";
import { detectLanguage } from "~/markdown/text-language.ts";
import { categorySlug } from "~/site/category-slug.ts";
import { articlePath } from "~/urls.ts";
import type { ArticleToImport, OldAddresses } from "./import.ts";
import { keepOldPaths } from "./keep-old-paths.server.ts";
import { type LinkTarget, moveLinks } from "./links.ts";
import { type FileTaker, ownFiles, withKeptFiles } from "./take-file.server.ts";

interface Moving {
  addresses: OldAddresses;
  find(externalId: string): LinkTarget | undefined;
  site: { origin: string; locale: Locale };
}

interface Bringing extends Moving {
  /** Filled with what everybody may read, by external id. */
  links: Map<string, LinkTarget>;
  files: FileTaker;
  now: number;
}

/** Brings in the articles that are not here yet, one by one: a knowledge base is small. Tells its categories' slugs. */
export async function bringArticles(db: Db, source: string, articles: readonly ArticleToImport[], options: Bringing) {
  const { links } = options;
  const known = new Set<string>();
  for (const { external_id, ...article } of await listImported(db, source)) {
    known.add(external_id);
    if (isPublishedArticle(article)) links.set(external_id, { path: articlePath(article), title: article.title });
  }
  const result = { written: 0, alreadyHere: known.size, notRendered: 0, categories: new Map<string, string>() };
  const missing = articles.filter(({ externalId }) => !known.has(externalId));
  for (const article of missing) {
    const own: number[] = [];
    const body = moveLinks(
      await article.readBody((file) => options.files.take(file, own)),
      options.addresses,
      options.find,
    );
    const text = await prepare(db, article, withKeptFiles(body, own), options.site);
    if (!text.complete) result.notRendered += 1;
    const row = await inTransaction(db, (trx) => write(trx, source, article, { text, own, options }));
    if (isPublishedArticle(row)) links.set(article.externalId, { path: articlePath(row), title: row.title });
    result.written += 1;
  }
  for (const { category, isPublic } of articles) {
    const place = isPublic
      ? await findArticleCategory(db, placeOf(category, isPublic, options.site.locale).slug)
      : undefined;
    if (place) result.categories.set(category, place.slug);
  }
  return result;
}

/** Links of articles to what came in after them. Returns how many texts it changed. */
export async function moveArticleLinks(db: Db, source: string, { addresses, find, site }: Moving): Promise<number> {
  let count = 0;
  for (const { id, body, language, category, title, summary } of await listImported(db, source)) {
    const moved = moveLinks(body, { ...addresses, origin: undefined }, find);
    if (moved === body) continue;
    const text = await prepareArticle(db, { title, summary, body: moved, language, category }, site.origin);
    await inTransaction(db, async (trx) => {
      const row = await lockArticle(trx, id);
      // Nobody may have edited it meanwhile.
      if (row.body !== body) return;
      await changeArticle(trx, row, shownText(text), row.public_changed_at);
      await trx
        .updateTable("article_revisions")
        .set({ body: moved })
        .where("article_id", "=", id)
        .where("body", "=", body)
        .execute();
    });
    count += 1;
  }
  return count;
}

function listImported(db: Db, source: string) {
  return db
    .selectFrom("imported_articles")
    .innerJoin("articles", "articles.id", "imported_articles.article_id")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["external_id", "articles.id", "articles.slug", "title", "summary", "body", "language"])
    .select(["published_at", "removed_at", "article_categories.slug as category"])
    .where("source", "=", source)
    .orderBy("articles.id")
    .execute();
}

async function prepare(
  db: Db,
  { title, category, isPublic }: ArticleToImport,
  body: string,
  { origin, locale }: Moving["site"],
): Promise<PreparedArticle> {
  const language = detectLanguage(`${title}\n\n${body}`, locale);
  // Its first words are better than none: they stand in lists, and search engines show them.
  const { excerpt: summary } = await renderMarkdown(body, { voice: "team", siteOrigin: origin });
  const place = placeOf(category, isPublic, locale).slug;
  return prepareArticle(db, { title, summary, body, language, category: place }, origin);
}

/** Drafts of private parts lie together: the name of such a part is not to be in an address. */
function placeOf(category: string, isPublic: boolean, locale: Locale): { slug: string; name: string } {
  const t = wordsIn(locale);
  const name = isPublic ? category || t("imports:articles") : t("imports:private_articles");
  return { slug: categorySlug(name, locale) || "articles", name };
}

interface Writing {
  text: PreparedArticle;
  own: number[];
  options: Bringing;
}

async function write(trx: Trx, source: string, article: ArticleToImport, { text, own, options }: Writing) {
  const { externalId, category, isPublic, createdAt, oldPaths } = article;
  const { locale } = options.site;
  const { slug, name } = placeOf(category, isPublic, locale);
  const here = await findArticleCategory(trx, slug);
  const categoryId = here?.id ?? (await addArticleCategory(trx, { slug, names: { [locale]: name }, now: options.now }));
  const wanted = articleSlug(text.title, text.language);
  const place = { categoryId, slug: await freeSlug(trx, { categoryId, wanted }), translationOfId: null };
  const draft = await addArticle(trx, { ...place, text, agentId: null, now: createdAt });
  const isShown = isPublic && text.complete;
  const row = isShown ? await publishArticle(trx, draft, { text, agentId: null, now: createdAt, isOld: true }) : draft;
  await ownFiles(trx, own, { article_id: row.id });
  await keepOldPaths(trx, oldPaths, { article_id: row.id });
  await trx.insertInto("imported_articles").values({ source, external_id: externalId, article_id: row.id }).execute();
  return row;
}
