import { setTimeout as sleep } from "node:timers/promises";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { indexArticle } from "~/articles/change-article.server.ts";
import { indexedColumns, indexTickets } from "~/tickets/index-ticket.server.ts";
import { type DocumentKind, hasSecondIndex, startSecondIndex, swapIndex } from "./index-tables.server.ts";

/** How long a transaction may aim to take: the site writes in between. */
const TRANSACTION_MS = 25;
/** Without a pause a site that waits for its turn would find the next transaction open already. */
const PAUSE_MS = 5;
/** Documents in one transaction: few long ones or many short ones. */
const FEWEST = 5;
const MOST = 320;

const kinds: DocumentKind[] = ["ticket", "article"];

/**
 * Builds the index of tickets and articles anew beside the old one, and puts it in its place at the end. The site may
 * go on: what it writes meanwhile goes to both, and it reads the old one until then. Stopped halfway, the old one stays
 * in use. Returns how many of both were read, or undefined where another rebuild has taken over.
 */
export async function rebuildIndex(
  db: Db,
  { onProgress = () => {} }: { onProgress?: (done: number, total: number) => void } = {},
): Promise<number | undefined> {
  const total = (await countAll(db, "ticket")) + (await countAll(db, "article"));
  let done = 0;
  for (const kind of kinds) {
    await inQuietTransaction(db, (trx) => startSecondIndex(trx, kind));
    let atOnce = 20;
    for (let after = 0; ; ) {
      const started = performance.now();
      const ids = await inQuietTransaction(db, async (trx) =>
        (await hasSecondIndex(trx, kind)) ? indexSome[kind](trx, after, atOnce) : undefined,
      );
      if (ids === undefined) return undefined;
      done += ids.length;
      onProgress(done, Math.max(done, total));
      if (ids.length < atOnce) break;
      after = ids.at(-1) ?? after;
      const took = performance.now() - started;
      atOnce = Math.min(MOST, Math.max(FEWEST, Math.round((atOnce * TRANSACTION_MS) / took)));
      await sleep(PAUSE_MS);
    }
    if (!(await inQuietTransaction(db, (trx) => swapIndex(trx, kind)))) return undefined;
  }
  return done;
}

/** Put the next documents into the second index; return their numbers. */
const indexSome = {
  async ticket(trx: Trx, after: number, limit: number): Promise<number[]> {
    const tickets = await trx
      .selectFrom("tickets")
      .select(indexedColumns)
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    await indexTickets(trx, tickets, { only: "next" });
    return tickets.map(({ id }) => id);
  },
  async article(trx: Trx, after: number, limit: number): Promise<number[]> {
    const articles = await trx
      .selectFrom("articles")
      .selectAll()
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    for (const article of articles) await indexArticle(trx, article, { only: "next" });
    return articles.map(({ id }) => id);
  },
};

async function countAll(db: Db, kind: DocumentKind): Promise<number> {
  const table = kind === "ticket" ? "tickets" : "articles";
  const { total } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
