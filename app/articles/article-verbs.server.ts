import { type Db, inTransaction } from "#db/client.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { changeArticle, lockArticle } from "./change-article.server.ts";
import { prepareArticle } from "./prepare-article.server.ts";
import { saveDraft, shownText } from "./write-article.server.ts";

interface Verb {
  articleId: number;
  agentId: number;
  siteOrigin: string;
  now: number;
}

/** Takes an article away from everybody but the team. It can come back as it was. */
export async function removeArticle(db: Db, { articleId, agentId, now }: Verb): Promise<void> {
  await inTransaction(db, async (trx) => {
    const article = await lockArticle(trx, articleId);
    if (article.removed_at !== null) return;
    await changeArticle(trx, article, { removed_at: now }, now);
    await noteDeed(trx, { agentId, now }, "article.removed", { subject: articleId });
  });
}

/** Brings a removed article back: to its readers where it had been published. */
export async function bringBackArticle(db: Db, { articleId, agentId, now }: Verb): Promise<void> {
  await inTransaction(db, async (trx) => {
    await changeArticle(trx, await lockArticle(trx, articleId), { removed_at: null }, now);
    await noteDeed(trx, { agentId, now }, "article.restored", { subject: articleId });
  });
}

/** A published article is a draft again, with its newest text. */
export async function takeBackArticle(db: Db, verb: Verb): Promise<void> {
  const text = await prepareRevision(db, verb);
  await inTransaction(db, async (trx) => {
    const article = await lockArticle(trx, verb.articleId);
    const change = { published_at: null, published_revision_id: null, ...(text && shownText(text)) };
    await changeArticle(trx, article, change, verb.now);
    await noteDeed(trx, verb, "article.taken_back", { subject: article.id });
  });
}

/** Makes an earlier text the newest draft. Nothing is lost: what was the newest stays among the revisions. */
export async function restoreRevision(db: Db, verb: Verb & { revision: number }): Promise<boolean> {
  const text = await prepareRevision(db, verb, verb.revision);
  if (!text) return false;
  const { agentId, now } = verb;
  await inTransaction(db, async (trx) => {
    await saveDraft(trx, await lockArticle(trx, verb.articleId), { text, agentId, now });
    await noteDeed(trx, verb, "article.revision_restored", { subject: verb.articleId });
  });
  return true;
}

/** A revision of an article, or its newest, rendered. */
async function prepareRevision(db: Db, { articleId, siteOrigin }: Verb, revision?: number) {
  const article = await db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["articles.language", "article_categories.slug as category"])
    .where("articles.id", "=", articleId)
    .executeTakeFirstOrThrow();
  const text = await db
    .selectFrom("article_revisions")
    .select(["title", "summary", "body"])
    .where("article_id", "=", articleId)
    .$if(revision !== undefined, (query) => query.where("id", "=", revision ?? 0))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return text && prepareArticle(db, { ...text, ...article }, siteOrigin);
}
