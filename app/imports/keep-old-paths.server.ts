import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { articleCategoryPath, articlesPath, ticketsPath } from "~/urls.ts";
import type { OldList } from "./import.ts";

type Target = { ticket_id: number } | { article_id: number } | { list: string };

/** Remembers where something stood in the old forum. Who came first has the address. */
export async function keepOldPaths(trx: Trx, paths: readonly string[], target: Target): Promise<void> {
  if (paths.length === 0) return;
  await trx
    .insertInto("old_addresses")
    .values(paths.map((path) => ({ path, ...target })))
    .onConflict((conflict) => conflict.column("path").doNothing())
    .execute();
}

/** The lists of the old forum lead to the nearest of ours. */
export async function keepOldLists(
  db: Db,
  lists: readonly OldList[],
  { categories, articleCategories }: Record<"categories" | "articleCategories", ReadonlyMap<string, number | string>>,
): Promise<void> {
  if (lists.length === 0) return;
  const slugs = new Map(
    (await db.selectFrom("categories").select(["id", "slug"]).execute()).map(({ id, slug }) => [id, slug]),
  );
  await inQuietTransaction(db, async (trx) => {
    for (const { oldPath, of, category = "" } of lists) {
      const slug = slugs.get(Number(categories.get(category)));
      const shelf = articleCategories.get(category);
      const list =
        of === "tickets"
          ? ticketsPath({ category: slug })
          : shelf
            ? articleCategoryPath(String(shelf))
            : articlesPath();
      await keepOldPaths(trx, [oldPath], { list });
    }
  });
}
