import type { Db } from "#db/client.ts";
import type { Locale } from "~/i18n/locale.ts";
import { addCategory, listCategories } from "~/site/categories.server.ts";
import type { TicketToImport } from "./import.ts";

/**
 * The categories that tickets name, by name. One that is not here is added, but only for a public ticket: everybody
 * reads the names of categories, and that of a private part of the old forum is not for them.
 */
export async function findCategories(
  db: Db,
  tickets: TicketToImport[],
  { locale, now }: { locale: Locale; now: number },
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const wanted = new Map<string, boolean>();
  for (const { category, visibility } of tickets) {
    if (category) wanted.set(category, (wanted.get(category) ?? false) || visibility === "public");
  }
  if (wanted.size === 0) return found;
  const here = new Map((await listCategories(db)).map(({ id, name }) => [name.toLowerCase(), id]));
  for (const [name, isPublic] of wanted) {
    const id =
      here.get(name.toLowerCase()) ?? (isPublic ? (await addCategory(db, { name, locale, now }))?.id : undefined);
    if (id === undefined) continue;
    here.set(name.toLowerCase(), id);
    found.set(name, id);
  }
  return found;
}
