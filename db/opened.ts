import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";
import type { Stale } from "./stale.ts";

/** A database that is open, in whichever dialect. */
export interface Opened {
  /** Reads. */
  reader: Kysely<Database>;
  /** Begins the transactions that write. */
  writer: Kysely<Database>;
  /** What others have made stale since the last call; undefined when nothing. */
  noticeForeignWrites(): Stale | undefined;
  /** Where others are heard with a delay: waits until all that they have committed so far is heard. */
  hearAll?(): Promise<void>;
  /** Tells others, in the transaction, where the rows of `cache_drops` are not enough. */
  tellOthers?(trx: Transaction<Database>, stale: Stale): Promise<void>;
  /** A transaction's first statement where processes write side by side: with the others, or while nobody else does. */
  enter?(trx: Transaction<Database>, isAlone: boolean): Promise<void>;
  /** Lets the transactions of this process write one after the other, where the driver does not see to it. */
  inTurn?<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
