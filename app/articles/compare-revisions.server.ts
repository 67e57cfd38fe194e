import type { Db } from "#db/client.ts";
import type { ArticleText } from "./article.ts";
import type { ComparedTexts } from "./compared.ts";
import { findArticleRevision, listArticleRevisions } from "./list-revisions.server.ts";
import { findArticleForTeam } from "./load-editor.server.ts";
import { compareTexts } from "./revision-diff.ts";

const nothing: ArticleText = { title: "", summary: "", body: "" };

/**
 * Two texts of an article compared: without numbers the newest with the one before. The older one always stands at the
 * left. Undefined where there is no such article, or no such text of it.
 */
export async function compareRevisions(
  db: Db,
  { articleId, from, to }: { articleId: number; from?: number; to?: number },
): Promise<ComparedTexts | undefined> {
  const article = await findArticleForTeam(db, articleId);
  const revisions = article ? await listArticleRevisions(db, article) : [];
  const [newest] = revisions;
  const right = to === undefined ? newest : revisions.find(({ id }) => id === to);
  if (!article || !right) return undefined;
  const before = revisions[revisions.indexOf(right) + 1] ?? null;
  const left = from === undefined ? before : revisions.find(({ id }) => id === from);
  if (left === undefined) return undefined;
  const [older, newer] = left && left.id > right.id ? [right, left] : [left, right];

  const [old, fresh] = await Promise.all([
    older && findArticleRevision(db, articleId, older.id),
    findArticleRevision(db, articleId, newer.id),
  ]);
  return {
    article: { id: article.id, title: article.title, language: article.language },
    revisions,
    from: older,
    to: newer,
    changes: compareTexts(old ?? nothing, fresh ?? nothing, article.language),
    canRestore: newer.id !== newest?.id,
  };
}
