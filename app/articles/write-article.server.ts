import type { Db, Trx } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { makesNothingStale } from "#db/stale.ts";
import { queueDeliveries } from "~/hooks/queue-deliveries.server.ts";
import { changeArticle } from "./change-article.server.ts";
import type { PreparedArticle } from "./prepare-article.server.ts";

export interface NewArticle {
  categoryId: number;
  slug: string;
  translationOfId: number | null;
  /** Behind the others of its category when it is left out. */
  position?: number;
  text: PreparedArticle;
  /** Null when it comes from a file. */
  agentId: number | null;
  source?: { path: string; text: string };
  now: number;
}

/** Adds an article as a draft with its first revision. The slug must be free in the category. */
export async function addArticle(trx: Trx, article: NewArticle): Promise<ArticleRow> {
  const { categoryId, translationOfId, text, source, now } = article;
  const { title, summary, body, html, contents, language } = text;
  const row = await trx
    .insertInto("articles")
    .values({
      category_id: categoryId,
      slug: article.slug,
      language,
      translation_of_id: translationOfId,
      position: article.position ?? (await nextPosition(trx, categoryId)),
      title,
      summary,
      body,
      html,
      contents,
      published_revision_id: null,
      published_at: null,
      first_published_at: null,
      removed_at: null,
      source_path: source?.path ?? null,
      source_text: source?.text ?? null,
      created_at: now,
      changed_at: now,
      public_changed_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await addRevision(trx, row.id, text, article.agentId, now);
  return row;
}

export interface Revision {
  text: PreparedArticle;
  agentId: number | null;
  now: number;
  /** It was published elsewhere long ago: nobody is told. */
  isOld?: true;
}

/** Keeps a text as the newest draft of an article. Readers go on seeing what was published. */
export async function saveDraft(trx: Trx, article: ArticleRow, { text, agentId, now }: Revision): Promise<ArticleRow> {
  await findOrAddRevision(trx, article.id, text, agentId, now);
  return article.published_at === null ? changeArticle(trx, article, shownText(text), now) : article;
}

/** Shows a text to everybody, as a new revision where it is not the newest one already. */
export async function publishArticle(
  trx: Trx,
  article: ArticleRow,
  { text, agentId, now, isOld }: Revision,
): Promise<ArticleRow> {
  const published_revision_id = await findOrAddRevision(trx, article.id, text, agentId, now);
  const isNew = article.published_at === null || article.published_revision_id !== published_revision_id;
  const change = {
    ...shownText(text),
    published_revision_id,
    published_at: article.published_at ?? now,
    changed_at: isNew ? now : article.changed_at,
  };
  if (isNew && !isOld) {
    const subject = `article ${article.id} revision ${published_revision_id}`;
    await queueDeliveries(trx, { event: "published", subject, articleId: article.id, now });
  }
  return changeArticle(trx, article, change, now);
}

export async function newestRevision(trx: Db | Trx, articleId: number) {
  return trx
    .selectFrom("article_revisions")
    .selectAll()
    .where("article_id", "=", articleId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The newest revision where it has this text already, else a new one. Returns its id. */
async function findOrAddRevision(...[trx, articleId, text, agentId, now]: Parameters<typeof addRevision>) {
  const newest = await newestRevision(trx, articleId);
  const isSame = newest && newest.title === text.title && newest.summary === text.summary && newest.body === text.body;
  return isSame ? newest.id : addRevision(trx, articleId, text, agentId, now);
}

async function addRevision(trx: Trx, articleId: number, text: PreparedArticle, agentId: number | null, now: number) {
  makesNothingStale(trx);
  const { title, summary, body } = text;
  const { id } = await trx
    .insertInto("article_revisions")
    .values({ article_id: articleId, title, summary, body, agent_id: agentId, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The columns of an article that follow from its text. */
export function shownText({ title, summary, body, html, contents, language }: PreparedArticle) {
  return { title, summary, body, html, contents, language };
}

async function nextPosition(trx: Trx, categoryId: number): Promise<number> {
  const { last } = await trx
    .selectFrom("articles")
    .select((eb) => eb.fn.max("position").as("last"))
    .where("category_id", "=", categoryId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
