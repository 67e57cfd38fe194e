import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { articlePath } from "~/urls.ts";
import type { SitemapUrl } from "./sitemap.ts";

const IN_A_BATCH = 500;

/** Every published article with its translations. */
export async function* readArticles(db: Db): AsyncGenerator<SitemapUrl> {
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom("articles")
      .select(["id", "slug", "language", "translation_of_id", "public_changed_at"])
      .where(isPublished)
      .where("id", ">", after)
      .orderBy("id")
      .limit(IN_A_BATCH)
      .execute();
    const families = await readFamilies(db, [...new Set(rows.map(familyOf))]);
    for (const row of rows) {
      const family = families.get(familyOf(row)) ?? [];
      const translations = family.map((one) => ({ language: one.language, path: articlePath(one) }));
      const hasOthers = translations.length > 1;
      yield {
        path: articlePath(row),
        changedAt: row.public_changed_at,
        ...(hasOthers && { translations }),
      };
    }
    if (rows.length < IN_A_BATCH) return;
    after = Number(rows.at(-1)?.id);
  }
}

interface Member {
  id: number;
  slug: string;
  language: string;
  translation_of_id: number | null;
}

/** The article that a translation and its original have in common. */
const familyOf = ({ id, translation_of_id }: Pick<Member, "id" | "translation_of_id">) => translation_of_id ?? id;

/** Originals with their published translations, by the original's number. */
async function readFamilies(db: Db, originals: number[]): Promise<Map<number, Member[]>> {
  if (originals.length === 0) return new Map();
  const members = await db
    .selectFrom("articles")
    .select(["id", "slug", "language", "translation_of_id"])
    .where(isPublished)
    .where((eb) => eb.or([eb("id", "in", originals), eb("translation_of_id", "in", originals)]))
    .orderBy("language")
    .orderBy("id")
    .execute();
  const families = new Map<number, Member[]>();
  for (const member of members) families.set(familyOf(member), [...(families.get(familyOf(member)) ?? []), member]);
  return families;
}

/** When strangers saw an article change last. Undefined where there is none to read. */
export async function lastArticleChange(db: Db): Promise<number | undefined> {
  const any = await db.selectFrom("articles").select("id").where(isPublished).limit(1).executeTakeFirst();
  if (!any) return undefined;
  const { at } = await db
    .selectFrom("articles")
    .select((eb) => eb.fn.max("public_changed_at").as("at"))
    .where("first_published_at", "is not", null)
    .executeTakeFirstOrThrow();
  return at ?? undefined;
}
