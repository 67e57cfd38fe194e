import { type Db, inTransaction } from "#db/client.ts";
import { indexedColumns, indexTicket } from "~/tickets/index-ticket.server.ts";
import { hasSecondIndex, startSecondIndex, swapIndex } from "./index-tables.server.ts";

/** Tickets in one transaction: some tens of milliseconds, so that the site can write in between. */
const AT_ONCE = 100;

/**
 * Builds the index of tickets anew beside the old one, and puts it in its place at the end. The site may go on: what it
 * writes meanwhile goes to both, and it reads the old one until then. Stopped halfway, the old one stays in use.
 * Returns how many tickets were read, or undefined where another rebuild has taken over.
 */
export async function rebuildIndex(
  db: Db,
  { onProgress = () => {} }: { onProgress?: (done: number, total: number) => void } = {},
): Promise<number | undefined> {
  await inTransaction(db, (trx) => startSecondIndex(trx, "ticket"));
  const { total } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  let done = 0;
  for (let after = 0; ; ) {
    const last = await inTransaction(db, async (trx) => {
      if (!(await hasSecondIndex(trx, "ticket"))) return undefined;
      const tickets = await trx
        .selectFrom("tickets")
        .select(indexedColumns)
        .where("id", ">", after)
        .orderBy("id")
        .limit(AT_ONCE)
        .execute();
      for (const ticket of tickets) await indexTicket(trx, ticket, { only: "next" });
      done += tickets.length;
      return tickets.length < AT_ONCE ? Number.POSITIVE_INFINITY : (tickets.at(-1)?.id ?? Number.POSITIVE_INFINITY);
    });
    if (last === undefined) return undefined;
    onProgress(done, Math.max(done, total));
    if (last === Number.POSITIVE_INFINITY) break;
    after = last;
  }
  const isSwapped = await inTransaction(db, (trx) => swapIndex(trx, "ticket"));
  return isSwapped ? done : undefined;
}
