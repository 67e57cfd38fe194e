import type { Db } from "#db/client.ts";
import { listArticleCategories } from "../article-categories.server.ts";
import { writeArticleFile } from "./article-file.ts";
import { writeCategoryFile } from "./category-file.ts";
import { INDEX, nameProblem } from "./file-place.ts";
import { describeArticle, describeCategory } from "./known-articles.server.ts";

export interface WrittenFile {
  /** "articles/<category>/<slug>.md" */
  path: string;
  text: string;
  /** What the file does not hold. */
  note?: string;
}

const AT_ONCE = 50;

/**
 * The categories and articles as files that `importContent` reads: those that came from a file to the byte where nothing
 * has changed, drafts too. Removed ones are left out.
 */
export async function* exportContent(db: Db): AsyncGenerator<WrittenFile> {
  for (const category of await listArticleCategories(db)) {
    const path = `articles/${category.slug}/${INDEX}.md`;
    // A name that came some other way must not lead out of the folder.
    const problem = nameProblem({ category: category.slug, slug: INDEX });
    if (problem) throw new Error(`The category ${category.slug} cannot be written: ${problem}`);
    yield { path, text: writeCategoryFile(describeCategory(category), category.source_text) };
    yield* articlesOf(db, category.id);
  }
}

/** In batches: an open cursor would stand in the way of the site's writes. */
async function* articlesOf(db: Db, categoryId: number): AsyncGenerator<WrittenFile> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom("articles")
      .selectAll()
      .where("category_id", "=", categoryId)
      .where("removed_at", "is", null)
      .where("id", ">", after)
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) {
      const { facts, newest } = await describeArticle(db, row);
      const problem = nameProblem(facts);
      if (problem) throw new Error(`The article ${row.id} cannot be written: ${problem}`);
      const path = `articles/${facts.category}/${facts.slug}.md`;
      const hasDraft = row.published_at !== null && newest.id !== row.published_revision_id;
      const note = hasDraft ? `${path} has a newer draft on the site; the file holds what readers see` : undefined;
      yield { path, text: writeArticleFile(facts, row.source_text || null), note };
    }
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? after;
  }
}
