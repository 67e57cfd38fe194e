import { setTimeout as sleep } from "node:timers/promises";
import { type Db, inTransaction } from "#db/client.ts";
import { indexedColumns, indexTickets } from "~/tickets/index-ticket.server.ts";
import { hasSecondIndex, startSecondIndex, swapIndex } from "./index-tables.server.ts";

/** How long a transaction may aim to take: the site writes in between. */
const TRANSACTION_MS = 25;
/** Without a pause a site that waits for its turn would find the next transaction open already. */
const PAUSE_MS = 5;
/** Tickets in one transaction: few long ones or many short ones. */
const FEWEST = 5;
const MOST = 320;

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
  let atOnce = 20;
  for (let after = 0; ; ) {
    const started = performance.now();
    const indexed = await inTransaction(db, async (trx) => {
      if (!(await hasSecondIndex(trx, "ticket"))) return undefined;
      const tickets = await trx
        .selectFrom("tickets")
        .select(indexedColumns)
        .where("id", ">", after)
        .orderBy("id")
        .limit(atOnce)
        .execute();
      await indexTickets(trx, tickets, { only: "next" });
      return tickets;
    });
    if (!indexed) return undefined;
    done += indexed.length;
    onProgress(done, Math.max(done, total));
    if (indexed.length < atOnce) break;
    after = indexed.at(-1)?.id ?? after;
    const took = performance.now() - started;
    if (took > TRANSACTION_MS) atOnce = Math.max(FEWEST, atOnce / 2);
    else if (took < TRANSACTION_MS / 2) atOnce = Math.min(MOST, atOnce * 2);
    await sleep(PAUSE_MS);
  }
  const isSwapped = await inTransaction(db, (trx) => swapIndex(trx, "ticket"));
  return isSwapped ? done : undefined;
}
