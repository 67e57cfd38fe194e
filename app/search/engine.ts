import type { RawBuilder } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import type { IndexEntry } from "./entry.ts";
import type { DocumentKind } from "./index-names.ts";

/*
 * What holds the index and finds in it: SQLite's FTS5 (engine-sqlite), or PostgreSQL's tsvector (engine-postgres). Both
 * hold the stems that entry.ts makes, in tables of the same names, and are asked for the same. How many documents are
 * looked at, and in which order they are shown, is decided outside, for both.
 */

/** Documents that have all words of one of the lists. Of `beginning` its longer words do as well. */
export interface Match {
  lists: Term[][];
  beginning?: Term;
}

/** A part of a statement that is true for the ids that a filter takes. */
export type IsIn = (id: RawBuilder<unknown>) => RawBuilder<unknown>;

export interface Engine {
  /** Writes or replaces the entries of documents, without what was among the voted ones. */
  insert(trx: Trx, kind: DocumentKind, suffix: string, entries: IndexEntry[]): Promise<void>;
  remove(trx: Trx, table: string, id: number): Promise<void>;
  /** Takes tickets out of those that were voted for, at whatever level they stand. */
  removeVoted(trx: Trx, table: string, ids: number[]): Promise<void>;

  hasTable(db: Db | Trx, table: string): Promise<boolean>;
  /** Lets nobody write to the index until the transaction ends, or nobody make a second one. */
  holdTables(trx: Trx, kind: DocumentKind, against: "writes" | "a second index"): Promise<void>;
  /** Makes an empty table like another. */
  makeAlike(trx: Trx, table: string, name: string): Promise<void>;
  /** Moves with every second index that is begun. */
  tablesVersion(trx: Trx, kind: DocumentKind): Promise<number>;

  /** In how many entries each word is, at most `most`. */
  count(db: Db, table: string, terms: Term[], asked: { most: number; now: number }): Promise<number[]>;
  /** Those that fit best by bm25, with a score that is the lower the better they fit. */
  listBest(
    db: Db,
    table: string,
    asked: { match: Match; titleWeight: number; most: number; isIn?: IsIn; now: number },
  ): Promise<{ id: number; score: number }[]>;
  /** The documents of the last entries; with a filter of those among the last `among`. */
  listLast(
    db: Db,
    table: string,
    asked: { match: Match; most: number; filter?: { isIn: IsIn; among: number }; now: number },
  ): Promise<number[]>;
  /** Stems of titles of tickets or of articles: those that begin so, of the `most` first ones, and some others. */
  listStems(
    db: Db,
    kind: DocumentKind,
    asked: { start: string; most: number; others: string[] },
  ): Promise<{ term: string; documents: number }[]>;
}
