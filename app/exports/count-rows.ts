import type { Value } from "#db/read-snapshot.ts";
import type { ExportedTable } from "./export-manifest.ts";
import type { TakeRow } from "./row.ts";

/** What is in an export, for people; tickets and replies by who may read them. */
export interface Counts {
  tickets: { public: number; restricted: number; private: number; held: number; merged: number; removed: number };
  replies: { shown: number; held: number; notes: number; removed: number };
  /** Rows of the other tables, by their names. */
  rows: Record<string, number>;
}

type Row = (column: string) => Value;

/** Counts what goes by; each table is announced before its rows. */
export function countRows(): { counts: Counts; count(table: ExportedTable): TakeRow } {
  const counts: Counts = {
    tickets: { public: 0, restricted: 0, private: 0, held: 0, merged: 0, removed: 0 },
    replies: { shown: 0, held: 0, notes: 0, removed: 0 },
    rows: {},
  };
  const count = ({ name, columns, rows }: ExportedTable): TakeRow => {
    const read =
      (take: (row: Row) => void): TakeRow =>
      (values) =>
        take((column) => values[columns.indexOf(column)] ?? null);
    if (name === "tickets") return read((row) => counts.tickets[stateOfTicket(row)]++);
    if (name === "replies") return read((row) => counts.replies[stateOfReply(row)]++);
    counts.rows[name] = rows;
    return () => undefined;
  };
  return { counts, count };
}

function stateOfTicket(row: Row): keyof Counts["tickets"] {
  if (row("removed_at") !== null) return "removed";
  if (row("merged_into_id") !== null) return "merged";
  if (row("visibility") !== "public") return "private";
  if (row("moderation") === "published") return "public";
  return row("moderation") === "restricted" ? "restricted" : "held";
}

function stateOfReply(row: Row): keyof Counts["replies"] {
  if (row("removed_at") !== null) return "removed";
  if (row("kind") === "note") return "notes";
  return row("moderation") === "published" ? "shown" : "held";
}
