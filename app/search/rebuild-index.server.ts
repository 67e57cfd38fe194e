import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { indexArticle } from "~/articles/change-article.server.ts";
import { indexedColumns, indexTicket } from "~/tickets/index-ticket.server.ts";
import { type DocumentKind, hasSecondIndex, startSecondIndex, swapIndex } from "./index-tables.server.ts";

/** Documents in one transaction: some tens of milliseconds, so that the site can write in between. */
const AT_ONCE = { ticket: 100, article: 5 };

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
    await inTransaction(db, (trx) => startSecondIndex(trx, kind));
    for (let after = 0; ; ) {
      const ids = await inTransaction(db, async (trx) =>
        (await hasSecondIndex(trx, kind)) ? indexSome[kind](trx, after) : undefined,
      );
      if (ids === undefined) return undefined;
      done += ids.length;
      onProgress(done, Math.max(done, total));
      if (ids.length < AT_ONCE[kind]) break;
      after = ids.at(-1) ?? after;
    }
    if (!(await inTransaction(db, (trx) => swapIndex(trx, kind)))) return undefined;
  }
  return done;
}

/** Put the next documents into the second index; return their numbers. */
const indexSome = {
  async ticket(trx: Trx, after: number): Promise<number[]> {
    const tickets = await trx
      .selectFrom("tickets")
      .select(indexedColumns)
      .where("id", ">", after)
      .orderBy("id")
      .limit(AT_ONCE.ticket)
      .execute();
    for (const ticket of tickets) await indexTicket(trx, ticket, { only: "next" });
    return tickets.map(({ id }) => id);
  },
  async article(trx: Trx, after: number): Promise<number[]> {
    const articles = await trx
      .selectFrom("articles")
      .selectAll()
      .where("id", ">", after)
      .orderBy("id")
      .limit(AT_ONCE.article)
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
