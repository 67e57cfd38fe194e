import type { Db } from "./client.ts";

export type Value = string | number | null;

/** Columns of a table, what its rows are sorted by, and in SQL which of them, where not all. */
export interface Wanted {
  columns: readonly string[];
  by: readonly string[];
  where?: string;
}

/** Some rows at a time, each with the values of the columns that were asked for. */
export type Portions = Iterable<Value[][]> | AsyncIterable<Value[][]>;

/** The database as it was at one moment, while others go on writing. */
export interface Snapshot {
  db: Db;
  /** The migrations that it has seen, in their order. */
  schema: string[];
  /** All rows, some at a time. */
  portions(table: string, want: Wanted): Portions;
  /** The highest id that the table ever gave away or was given; null where it has none. */
  lastId(table: string): Promise<number | null>;
  close(): Promise<void>;
}

/** Rows of a portion: what is held in memory is some megabytes at most, as texts have an end. */
export const ROWS_AT_ONCE = 500;
