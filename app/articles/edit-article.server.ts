import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { makesStale } from "#db/stale.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { attachFiles, changeFiles } from "~/files/attach-files.server.ts";
import type { KeptFile } from "~/files/attachment.ts";
import type { FileForm } from "~/files/file-form.ts";
import type { FieldError } from "~/http/form.ts";
import { ARTICLES } from "~/http/page-tags.ts";
import type { ArticleText } from "./article.ts";
import { changeArticle, lockArticle } from "./change-article.server.ts";
import { choosePlace } from "./choose-place.server.ts";
import type { ArticleValues } from "./edit-form.ts";
import { type PreparedArticle, prepareArticle } from "./prepare-article.server.ts";
import { addArticle, newestRevision, publishArticle, saveDraft } from "./write-article.server.ts";

export interface ArticleEdit {
  /** Without it a new article. */
  articleId?: number;
  values: ArticleValues;
  /** Pictures and files that came with the form, and what it says of those that were there. */
  files?: { added: KeptFile[]; changes: FileForm };
  isPublished: boolean;
  agentId: number;
  siteOrigin: string;
  now: number;
}

/** A text that somebody saved meanwhile. */
export interface NewerText extends ArticleText {
  revision: number;
  at: number;
  by: string | null;
}

export type EditOutcome = { article: ArticleRow } | { errors: FieldError[] } | { newer: NewerText };

/**
 * Saves what the editor's form holds as a draft, or publishes it. Its place (address, category, language, order) is
 * that of the article from now on, for readers too. Stopped once where somebody else saved since the form was opened.
 */
export async function editArticle(db: Db, edit: ArticleEdit): Promise<EditOutcome> {
  const text = await prepareTyped(db, edit);
  if (!text) return failed("category", "category_missing");
  // Half a rendered article is no article; as a draft it waits until somebody has made it lighter.
  if (edit.isPublished && !text.complete) return failed("body", "body_heavy");
  if (edit.isPublished && text.missing.length > 0) {
    return failed("body", "links_missing", { count: text.missing.length, articles: text.missing.join(", ") });
  }

  return inTransaction(db, async (trx) => {
    const { articleId, values, now } = edit;
    const article = articleId === undefined ? undefined : await lockArticle(trx, articleId);
    const newer = article && (await findNewerText(trx, article, values.seen, text));
    if (newer) return { newer };
    const place = await choosePlace(trx, values, article);
    if ("errors" in place) return place;
    const written = await write(trx, { edit, text, article, place, now });
    await editFiles(trx, written.id, edit);
    const deed = edit.isPublished ? "article.published" : article ? "article.saved" : "article.added";
    await noteDeed(trx, edit, deed, { subject: written.id });
    return { article: written };
  });
}

/** The text of the form, rendered; undefined where its category is not there. */
export async function prepareTyped(
  db: Db,
  { values, siteOrigin }: Pick<ArticleEdit, "values" | "siteOrigin">,
): Promise<PreparedArticle | undefined> {
  const { title, summary, body, language } = values;
  const category = await db
    .selectFrom("article_categories")
    .select("slug")
    .where("id", "=", values.category)
    .executeTakeFirst();
  return category && prepareArticle(db, { title, summary, body, language, category: category.slug }, siteOrigin);
}

interface Write {
  edit: ArticleEdit;
  text: PreparedArticle;
  article: ArticleRow | undefined;
  place: Pick<ArticleRow, "category_id" | "slug" | "language" | "translation_of_id">;
  now: number;
}

async function write(trx: Trx, { edit, text, article, place, now }: Write): Promise<ArticleRow> {
  const { agentId, values, isPublished } = edit;
  const revision = { text, agentId, now };
  if (!article) {
    const added = await addArticle(trx, {
      categoryId: place.category_id,
      slug: place.slug,
      translationOfId: place.translation_of_id,
      position: values.position ?? undefined,
      ...revision,
    });
    return isPublished ? publishArticle(trx, added, revision) : added;
  }
  const position = values.position ?? article.position;
  // Publishing what was removed brings it back.
  const removed_at = isPublished ? null : article.removed_at;
  const placed = await changeArticle(trx, article, { ...place, position, removed_at }, now);
  return isPublished ? publishArticle(trx, placed, revision) : saveDraft(trx, placed, revision);
}

async function editFiles(trx: Trx, articleId: number, { files, now }: ArticleEdit): Promise<void> {
  if (!files) return;
  const owner = { article_id: articleId };
  await changeFiles(trx, { owner, changes: files.changes, now });
  await attachFiles(trx, { files: files.added, owner });
  makesStale(trx, ARTICLES);
}

/** What was saved since the form was opened, unless it is the very text of the form: then it was sent twice. */
async function findNewerText(
  trx: Trx,
  article: ArticleRow,
  seen: number,
  typed: ArticleText,
): Promise<NewerText | undefined> {
  const newest = await newestRevision(trx, article.id);
  if (!newest || newest.id === seen || isSameText(newest, typed)) return undefined;
  const agent = await trx
    .selectFrom("agents")
    .select("name")
    .where("id", "=", newest.agent_id ?? 0)
    .executeTakeFirst();
  const { title, summary, body } = newest;
  return { revision: newest.id, title, summary, body, at: newest.created_at, by: agent?.name ?? null };
}

function isSameText(one: ArticleText, other: ArticleText): boolean {
  return one.title === other.title && one.summary === other.summary && one.body === other.body;
}

function failed(field: string, message: string, values?: FieldError["values"]): { errors: FieldError[] } {
  return { errors: [{ field, message: `editor:error.${message}`, ...(values && { values }) }] };
}
