import type { Db } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { parseFileForm, withFileErrors } from "~/files/file-form.ts";
import type { SentFiles } from "~/files/take-files.server.ts";
import type { Site } from "~/site/site.ts";
import { bringBackArticle, removeArticle, takeBackArticle } from "./article-verbs.server.ts";
import { editArticle, type NewerText, prepareTyped } from "./edit-article.server.ts";
import { type ArticleValues, parseArticleForm } from "./edit-form.ts";
import type { ArticlePreview, EditAgain, NewerDiff } from "./edit-view.ts";
import { compareTexts } from "./revision-diff.ts";

export interface EditAsk {
  /** Undefined for a new article. */
  article?: Pick<ArticleRow, "id" | "language">;
  form: URLSearchParams;
  /** Pictures and files that came with it. */
  files: SentFiles;
  intent: string;
  agentId: number;
  site: Site;
  now: number;
}

/** It was done to the article of that number, or the form comes back. */
export type EditResult = { done: number } | { again: EditAgain; status: 200 | 400 | 409 };

/** Carries out one form of the editor; undefined for an intent that it has not. */
export async function runEditIntent(db: Db, ask: EditAsk): Promise<EditResult | undefined> {
  const { article, form, files, intent, agentId, site, now } = ask;
  const verb = article && verbs.get(intent);
  if (verb) {
    await verb(db, { articleId: article.id, agentId, siteOrigin: site.origin, now });
    return { done: article.id };
  }
  if (!["save", "publish", "preview"].includes(intent)) return undefined;

  const isPublished = intent === "publish";
  const { typed, errors, values } = withFileErrors(
    parseArticleForm(form, { language: article?.language, isPublished }),
    files,
  );
  if (!values) return { again: { typed, errors }, status: 400 };
  if (intent === "preview") {
    const again = { typed, ...(await preview(db, values, site)) };
    return { again, status: again.preview ? 200 : 400 };
  }
  const siteOrigin = site.origin;
  const changed = { added: files.kept, changes: parseFileForm(form) };
  const edit = { articleId: article?.id, values, files: changed, isPublished, agentId, siteOrigin, now };
  const outcome = await editArticle(db, edit);
  if ("errors" in outcome) return { again: { typed, errors: outcome.errors }, status: 400 };
  if ("newer" in outcome) return { again: { typed, errors, newer: newerDiff(outcome.newer, values) }, status: 409 };
  return { done: outcome.article.id };
}

const verbs = new Map([
  ["remove", removeArticle],
  ["restore", bringBackArticle],
  ["take-back", takeBackArticle],
]);

async function preview(db: Db, values: ArticleValues, site: Site): Promise<Pick<EditAgain, "preview" | "errors">> {
  const text = await prepareTyped(db, { values, siteOrigin: site.origin });
  if (!text) return { errors: [{ field: "category", message: "editor:error.category_missing" }] };
  const { title, summary, html, language, missing } = text;
  const shown: ArticlePreview = { title, summary, html, language, missing, isComplete: text.complete };
  return { errors: [], preview: shown };
}

function newerDiff({ revision, at, by, ...text }: NewerText, typed: ArticleValues): NewerDiff {
  return { revision, at, by, changes: compareTexts(text, typed, typed.language) };
}
