import { setTimeout as sleep } from "node:timers/promises";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { listArticlesToIndex } from "~/articles/index-article.server.ts";
import { listTicketsToIndex } from "~/tickets/index-ticket.server.ts";
import { engineOf } from "./engine-of.server.ts";
import type { IndexEntry, IndexedDocument } from "./entry.ts";
import type { DocumentKind } from "./index-names.ts";
import { makeEntries, PIECES_AHEAD, stopMakingEntries } from "./make-entries.server.ts";
import { fillSecondIndex, startSecondIndex, swapIndex } from "./second-index.server.ts";

/** How long a transaction may aim to take, before it is brought to the disk: the site writes in between. */
const TRANSACTION_MS = 40;
/** A site that waits for its turn looks every few milliseconds; without a pause it would find the next one open. */
const PAUSE_MS = 5;

/** Documents that are read at once, and about how many characters: few long ones or many short ones. */
const FEWEST = 5;
const MOST = 500;
const CHARACTERS = 1_000_000;

const kinds: DocumentKind[] = ["ticket", "article"];
const listToIndex = { ticket: listTicketsToIndex, article: listArticlesToIndex };

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
  let pause = Promise.resolve();
  try {
    for (const kind of kinds) {
      const version = await inQuietTransaction(db, (trx) => startSecondIndex(trx, kind));
      const ours = <Result>(work: (trx: Trx) => Promise<Result>) =>
        inQuietTransaction(db, async (trx) => {
          return (await engineOf(trx).tablesVersion(trx, kind)) === version ? work(trx) : undefined;
        });

      for await (const { entries, count } of piecesOf(db, kind)) {
        for (let at = 0; at < entries.length; ) {
          await pause;
          const written = await ours((trx) => fillSecondIndex(trx, kind, entries.slice(at), TRANSACTION_MS));
          if (written === undefined) return undefined;
          at += written;
          pause = sleep(PAUSE_MS);
        }
        done += count;
        onProgress(done, Math.max(done, total));
      }
      if (!(await ours((trx) => swapIndex(trx, kind)))) return undefined;
    }
    return done;
  } finally {
    await stopMakingEntries();
  }
}

interface Piece {
  entries: IndexEntry[];
  /** How many documents were read for them: not all of them stand in the index. */
  count: number;
}

interface ToIndex {
  documents: IndexedDocument[];
  /** How many were read, of which some are not for the index. */
  count: number;
  last: number | undefined;
}

/** Reads all documents, and has the entries of the next pieces made while one is written. */
async function* piecesOf(db: Db, kind: DocumentKind): AsyncGenerator<Piece> {
  const ahead: Promise<Piece>[] = [];
  let after: number | undefined = 0;
  let limit = 100;
  for (;;) {
    while (after !== undefined && ahead.length < PIECES_AHEAD) {
      const read: ToIndex = await listToIndex[kind](db, after, limit);
      const { documents, count } = read;
      after = count < limit ? undefined : read.last;
      limit = Math.min(MOST, Math.max(FEWEST, Math.round((limit * CHARACTERS) / sizeOf(documents))));
      const making = makeEntries(documents).then((entries) => ({ entries, count }));
      // Its failure is met where it is awaited, which may be later than it fails.
      making.catch(() => undefined);
      ahead.push(making);
    }
    const piece = ahead.shift();
    if (!piece) return;
    yield await piece;
  }
}

function sizeOf(documents: IndexedDocument[]): number {
  const parts = documents.flatMap(({ texts }) => texts);
  return parts.reduce((sum, part) => sum + ("html" in part ? part.html : part.text).length, 1);
}

async function countAll(db: Db, kind: DocumentKind): Promise<number> {
  const table = kind === "ticket" ? "tickets" : "articles";
  const { total } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
