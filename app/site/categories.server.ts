import { randomUUID } from "node:crypto";
import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import type { Locale } from "~/i18n/locale.ts";
import { categorySlug } from "./category-slug.ts";
import type { Category, ManagedCategory } from "./site.ts";

const MOST_CATEGORIES = 200;

/** All categories in their order, archived ones too. */
export async function listCategories(db: Db): Promise<ManagedCategory[]> {
  const rows = await db
    .selectFrom("categories")
    .select(["id", "slug", "name", "archived_at"])
    .orderBy("position")
    .orderBy("id")
    .limit(MOST_CATEGORIES)
    .execute();
  return rows.map(({ archived_at, ...category }) => ({ ...category, isArchived: archived_at !== null }));
}

interface NewCategory {
  name: string;
  /** Decides how the name is written in Latin letters. */
  locale: Locale;
  now: number;
  doer?: Doer;
}

/** Adds a category behind the others. Returns undefined when there is one of that name, archived ones included. */
export async function addCategory(db: Db, { name, locale, now, doer }: NewCategory): Promise<Category | undefined> {
  return inTransaction(db, async (trx) => {
    if (await hasName(trx, name)) return undefined;
    const { id } = await trx
      .insertInto("categories")
      .values({ slug: randomUUID(), name, position: await nextPosition(trx), created_at: now, archived_at: null })
      .returning("id")
      .executeTakeFirstOrThrow();
    const slug = await freeSlug(trx, categorySlug(name, locale) || `category-${id}`);
    await trx.updateTable("categories").set({ slug }).where("id", "=", id).execute();
    await noteDeed(trx, doer, "category.added", { subject: id });
    return { id, slug, name };
  });
}

/** Gives a category another name; its slug stays, so that links keep working. False when the name is taken. */
export async function renameCategory(
  db: Db,
  { id, name, doer }: { id: number; name: string; doer?: Doer },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (await hasName(trx, name, id)) return false;
    await trx.updateTable("categories").set({ name }).where("id", "=", id).execute();
    await noteDeed(trx, doer, "category.renamed", { subject: id });
    return true;
  });
}

/** Moves a category one place among those in use. At the end of the list nothing happens. */
export async function moveCategory(db: Db, { id, by, doer }: { id: number; by: -1 | 1; doer?: Doer }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ids = (await listCategories(trx)).filter(({ isArchived }) => !isArchived).map((category) => category.id);
    const from = ids.indexOf(id);
    const other = ids[from + by];
    if (from < 0 || other === undefined) return;
    [ids[from], ids[from + by]] = [other, id];
    for (const [index, moved] of ids.entries()) {
      await trx
        .updateTable("categories")
        .set({ position: index + 1 })
        .where("id", "=", moved)
        .execute();
    }
    await noteDeed(trx, doer, "category.moved", { subject: id });
  });
}

/** Takes a category out of the forms and filters. Its tickets keep it, and it can come back. */
export async function archiveCategory(
  db: Db,
  { id, now, doer }: { id: number; now: number; doer?: Doer },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable("categories")
      .set({ archived_at: now })
      .where("id", "=", id)
      .where("archived_at", "is", null)
      .execute();
    await noteDeed(trx, doer, "category.archived", { subject: id });
  });
}

/** Brings an archived category back, at the end of the list. */
export async function restoreCategory(db: Db, { id, doer }: { id: number; doer?: Doer }): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable("categories")
      .set({ archived_at: null, position: await nextPosition(trx) })
      .where("id", "=", id)
      .where("archived_at", "is not", null)
      .execute();
    await noteDeed(trx, doer, "category.restored", { subject: id });
  });
}

/** Compared here and not by the database: SQLite folds the case of ASCII letters only. */
async function hasName(trx: Trx, name: string, exceptId?: number): Promise<boolean> {
  const folded = name.toLowerCase();
  return (await listCategories(trx)).some((other) => other.id !== exceptId && other.name.toLowerCase() === folded);
}

async function nextPosition(trx: Trx): Promise<number> {
  const { last } = await trx
    .selectFrom("categories")
    .select((eb) => eb.fn.max("position").as("last"))
    .executeTakeFirstOrThrow();
  return Number(last ?? 0) + 1;
}

async function freeSlug(trx: Trx, wanted: string): Promise<string> {
  const taken = new Set((await trx.selectFrom("categories").select("slug").execute()).map(({ slug }) => slug));
  let slug = wanted;
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`;
  return slug;
}
