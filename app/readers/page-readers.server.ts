import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { dayOf } from "~/search/search-counts.server.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import type { PageReaders, ReaderTotals } from "./page-readers.ts";
import type { ReaderCount, Reading } from "./reader-counts.ts";

const IN_ONE_STATEMENT = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Twice the longest period that the desk looks back over. */
const KEPT_DAYS = 180;

/** Adds counts to their days; those of pages that strangers cannot open are left out. */
export async function addReaderCounts(db: Db, counts: ReaderCount[]): Promise<void> {
  for (let at = 0; at < counts.length; at += IN_ONE_STATEMENT) {
    const some = counts.slice(at, at + IN_ONE_STATEMENT);
    await inQuietTransaction(db, async (trx) => {
      const open = await listOpen(trx, some);
      const values = some
        .filter(({ target, id }) => open.has(`${target} ${id}`))
        .map(({ day, target, id, fromSearch, wentOn }) => ({
          ...{ day, target, target_id: id, from_search: fromSearch, went_on: wentOn },
        }));
      if (values.length === 0) return;
      await trx
        .insertInto("page_readers")
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(["day", "target", "target_id"]).doUpdateSet((eb) => ({
            from_search: eb("page_readers.from_search", "+", eb.ref("excluded.from_search")),
            went_on: eb("page_readers.went_on", "+", eb.ref("excluded.went_on")),
          })),
        )
        .execute();
    });
  }
}

/** Those that strangers may open, as "ticket 41". */
async function listOpen(trx: Trx, counts: ReaderCount[]): Promise<Set<string>> {
  const ids = (target: string) => counts.filter((one) => one.target === target).map(({ id }) => id);
  const tickets = await trx
    .selectFrom("tickets")
    .select("id")
    .where("id", "in", ids("ticket"))
    .where(isListed)
    .execute();
  const articles = await trx
    .selectFrom("articles")
    .select("id")
    .where("id", "in", ids("article"))
    .where(isPublished)
    .execute();
  return new Set([...tickets.map(({ id }) => `ticket ${id}`), ...articles.map(({ id }) => `article ${id}`)]);
}

interface Period {
  /** The last so many days, today included. */
  days: number;
  now: number;
}

const firstDay = ({ days, now }: Period) => dayOf(now - (days - 1) * DAY_MS);

const columns = { fromSearch: "from_search", wentOn: "went_on" } as const;

/** The pages that brought most readers, or most of those who went on to the product. */
export async function listPageReaders(
  db: Db,
  { most, limit, ...period }: Period & { most: Reading; limit: number },
): Promise<PageReaders[]> {
  const column = columns[most];
  const sums = await db
    .selectFrom("page_readers")
    .select((eb) => [
      "target",
      "target_id as id",
      eb.fn.sum<number>("from_search").as("fromSearch"),
      eb.fn.sum<number>("went_on").as("wentOn"),
    ])
    .where("day", ">=", firstDay(period))
    .groupBy(["target", "target_id"])
    .having((eb) => eb(eb.fn.sum(column), ">", 0))
    .orderBy((eb) => eb.fn.sum(column), "desc")
    .orderBy("target")
    .orderBy("target_id")
    .limit(limit)
    .execute();
  const titles = await readTitles(db, sums);
  return sums.flatMap((sum) => {
    const page = titles.get(`${sum.target} ${sum.id}`);
    return page ? [{ ...sum, ...page }] : [];
  });
}

interface Titled {
  id: number;
  slug: string;
  title: string;
  language: string;
}

/** What is still there of the pages, by "ticket 41". */
async function readTitles(db: Db, pages: Pick<PageReaders, "target" | "id">[]): Promise<Map<string, Titled>> {
  const ids = (target: string) => pages.filter((one) => one.target === target).map(({ id }) => id);
  const [tickets, articles] = await Promise.all([
    db.selectFrom("tickets").select(["id", "slug", "title", "language"]).where("id", "in", ids("ticket")).execute(),
    db.selectFrom("articles").select(["id", "slug", "title", "language"]).where("id", "in", ids("article")).execute(),
  ]);
  return new Map([
    ...tickets.map((row) => [`ticket ${row.id}`, row] as const),
    ...articles.map((row) => [`article ${row.id}`, row] as const),
  ]);
}

/** All that was counted in a period. */
export async function sumReaders(db: Db, period: Period): Promise<ReaderTotals> {
  const sums = await db
    .selectFrom("page_readers")
    .select((eb) => [eb.fn.sum<number>("from_search").as("fromSearch"), eb.fn.sum<number>("went_on").as("wentOn")])
    .where("day", ">=", firstDay(period))
    .executeTakeFirstOrThrow();
  return { fromSearch: sums.fromSearch ?? 0, wentOn: sums.wentOn ?? 0 };
}

export async function forgetOldReaders(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .deleteFrom("page_readers")
      .where("day", "<", firstDay({ days: KEPT_DAYS, now }))
      .execute(),
  );
}
