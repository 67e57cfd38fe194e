import type { Value } from "#db/read-snapshot.ts";

/** What PostgreSQL does not take as it is, and what became of it. */
export interface Changed {
  table: string;
  column: string;
  /** How many rows. */
  rows: number;
  /** The key of the first of them. */
  first: string;
  what: "its NUL characters were taken out" | "it was rounded to a whole number";
}

export interface FittedTable {
  name: string;
  columns: readonly string[];
  key: readonly string[];
  /** Of the columns, in PostgreSQL. */
  types: ReadonlyMap<string, string>;
}

/**
 * Makes rows into what PostgreSQL holds, on the spot, and notes each change: its texts have no NUL, and where whole
 * numbers are wanted, it takes no others.
 */
export function fitRows({ name, columns, key, types }: FittedTable, rows: Value[][], changed: Changed[]): void {
  const keys = key.map((column) => columns.indexOf(column));
  for (const [at, column] of columns.entries()) {
    const isWhole = types.get(column) === "bigint";
    for (const row of rows) {
      const value = row[at] ?? null;
      const fitted = asHeld(value, isWhole);
      if (fitted === value) continue;
      row[at] = fitted;
      const known = changed.find((one) => one.table === name && one.column === column);
      if (known) known.rows += 1;
      else {
        const first = keys.map((place) => row[place]).join(", ");
        const what = isWhole ? "it was rounded to a whole number" : "its NUL characters were taken out";
        changed.push({ table: name, column, rows: 1, first, what });
      }
    }
  }
}

function asHeld(value: Value, isWhole: boolean): Value {
  if (typeof value === "string") return value.includes("\0") ? value.replaceAll("\0", "") : value;
  return isWhole && value !== null && !Number.isInteger(value) ? Math.round(value) : value;
}
