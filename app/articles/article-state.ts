import type { ArticleRow } from "#db/schema.ts";

/** changed: published, and a newer draft waits. */
export const articleStates = ["draft", "published", "changed", "removed"] as const;
export type ArticleState = (typeof articleStates)[number];

export function isArticleState(value: unknown): value is ArticleState {
  return articleStates.includes(value as ArticleState);
}

type Facts = Pick<ArticleRow, "published_at" | "removed_at" | "published_revision_id">;

/** Where an article stands, as the team sees it. `newestRevision` is the number of its newest text. */
export function articleState(article: Facts, newestRevision: number): ArticleState {
  if (article.removed_at !== null) return "removed";
  if (article.published_at === null) return "draft";
  return article.published_revision_id === newestRevision ? "published" : "changed";
}
