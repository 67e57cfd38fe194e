import type { Db } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import type { TeamView } from "./article-page.ts";
import { reasons } from "./feedback.ts";
import { isPublishedArticle } from "./visibility.server.ts";

const MOST_REASONS = 10;

/** What the team sees of an article: whether it is public, and what readers said. */
export async function readTeamView(db: Db, article: ArticleRow): Promise<TeamView> {
  const ofArticle = db.selectFrom("article_feedback").where("article_id", "=", article.id);
  const [counts, said] = await Promise.all([
    ofArticle
      .select(["helped", (eb) => eb.fn.countAll<number>().as("count")])
      .groupBy("helped")
      .execute(),
    ofArticle
      .select(["reason", "words", "created_at"])
      .where("helped", "=", 0)
      .where((eb) => eb.or([eb("reason", "is not", null), eb("words", "is not", null)]))
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(MOST_REASONS)
      .execute(),
  ]);
  const countOf = (helped: number) => counts.find((row) => row.helped === helped)?.count ?? 0;
  return {
    state: stateOf(article),
    helped: countOf(1),
    notHelped: countOf(0),
    reasons: said.map(({ reason, words, created_at }) => ({
      reason: reasons.find((known) => known === reason) ?? null,
      words,
      at: created_at,
    })),
  };
}

function stateOf(article: ArticleRow): TeamView["state"] {
  if (article.removed_at !== null) return "removed";
  if (isPublishedArticle(article)) return "published";
  return article.first_published_at === null ? "draft" : "taken_back";
}
