import type { Db } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { type Locale, locales } from "~/i18n/locale.ts";
import { categoryName, listArticleCategories } from "./article-categories.server.ts";
import { articleState } from "./article-state.ts";
import type { ArticleFields, ArticleLink, EditedArticle, EditorChoices } from "./edit-view.ts";
import { findArticleRevision, listArticleRevisions } from "./list-revisions.server.ts";
import { countAnsweredTickets, listLinkedTickets } from "./ticket-links.server.ts";

const REVISIONS_BESIDE = 5;
const MOST_ORIGINALS = 500;

/** The article's row for the team, whatever its state. */
export async function findArticleForTeam(db: Db, id: number): Promise<ArticleRow | undefined> {
  return db.selectFrom("articles").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Everything that the editor shows of an article; undefined where there is none. */
export async function loadEditor(db: Db, id: number): Promise<EditedArticle | undefined> {
  const article = await findArticleForTeam(db, id);
  if (!article) return undefined;
  const originalId = article.translation_of_id ?? article.id;
  const [revisions, translations, tickets, answeredTickets, feedback, files] = await Promise.all([
    listArticleRevisions(db, article, REVISIONS_BESIDE),
    listTranslations(db, originalId),
    listLinkedTickets(db, id),
    countAnsweredTickets(db, id),
    countFeedback(db, id),
    listFiles(db, { articles: [id] }),
  ]);
  const newest = revisions[0] && (await findArticleRevision(db, id, revisions[0].id));
  const { title, summary, body } = newest ?? article;
  const state = articleState(article, newest?.id ?? 0);
  return {
    id,
    slug: article.slug,
    title,
    language: article.language,
    state,
    wasPublic: article.first_published_at !== null,
    revision: newest?.id ?? 0,
    revisions,
    fields: {
      title,
      summary,
      body,
      category: String(article.category_id),
      language: article.language,
      "translation-of": String(article.translation_of_id ?? ""),
      slug: article.slug,
      position: String(article.position),
    },
    translations: translations.filter((other) => other.id !== id),
    missingLanguages: locales.filter((locale) => !translations.some(({ language }) => language === locale)),
    originalId,
    tickets: tickets.map(({ isPrivate: _, ...ticket }) => ticket),
    isFromPrivate: tickets.some(({ relation, isPrivate }) => relation === "source" && isPrivate),
    answeredTickets,
    ...feedback,
    sourcePath: article.source_path,
    files: files.get(`article ${id}`) ?? [],
  };
}

/** What stands in the form of a new article: empty, or the text that is to be translated. */
export async function newArticleFields(
  db: Db,
  { category, original, ...from }: { category?: string; original?: ArticleRow; title?: string; language: string },
): Promise<ArticleFields> {
  const categories = await listArticleCategories(db);
  const categoryId =
    original?.category_id ?? (categories.find(({ slug }) => slug === category) ?? categories[0])?.id ?? "";
  return {
    title: original?.title ?? from.title ?? "",
    summary: original?.summary ?? "",
    body: original?.body ?? "",
    category: String(categoryId),
    language: from.language,
    "translation-of": String(original?.translation_of_id ?? original?.id ?? ""),
    slug: "",
    position: String(original?.position ?? ""),
  };
}

/** What the selects offer; an article is no translation of itself. */
export async function listEditorChoices(db: Db, locale: Locale, articleId = 0): Promise<EditorChoices> {
  const [categories, originals] = await Promise.all([
    listArticleCategories(db),
    db
      .selectFrom("articles")
      .select(["id", "title", "language"])
      .where("translation_of_id", "is", null)
      .where("removed_at", "is", null)
      .where("id", "<>", articleId)
      .orderBy("title")
      .limit(MOST_ORIGINALS)
      .execute(),
  ]);
  return { categories: categories.map((row) => ({ id: row.id, name: categoryName(row, locale) })), originals };
}

/** An original and its translations. */
async function listTranslations(db: Db, originalId: number): Promise<ArticleLink[]> {
  return db
    .selectFrom("articles")
    .select(["id", "title", "language"])
    .where((eb) => eb.or([eb("id", "=", originalId), eb("translation_of_id", "=", originalId)]))
    .where((eb) => eb.or([eb("id", "=", originalId), eb("removed_at", "is", null)]))
    .orderBy("language")
    .limit(50)
    .execute();
}

async function countFeedback(db: Db, articleId: number): Promise<{ helped: number; didNotHelp: number }> {
  const { helped, all } = await db
    .selectFrom("article_feedback")
    .select((eb) => [eb.fn.sum<number | null>("helped").as("helped"), eb.fn.countAll<number>().as("all")])
    .where("article_id", "=", articleId)
    .executeTakeFirstOrThrow();
  return { helped: helped ?? 0, didNotHelp: all - (helped ?? 0) };
}
