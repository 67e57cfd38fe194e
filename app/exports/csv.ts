import { stringify } from "csv-stringify/sync";

/** What a cell holds; times are milliseconds since 1970 UTC and are written by `timeCell`. */
export type Cell = string | number | null;

/** Excel takes a file for Unicode by that. */
export const BYTE_ORDER_MARK = "\ufeff";

/** A program that separates by another sign than the file does would begin a cell here, and calculate what is in it. */
const CELL_INSIDE = /([,;|\t])(?=\s*[=+\-@＝＋－＠])/g;

/**
 * Rows for a spreadsheet, each ended by CR LF (RFC 4180). A cell that would be calculated gets an apostrophe before it,
 * also behind a separator within the cell: OWASP, "CSV Injection".
 */
export function writeCsv(rows: Cell[][], separator: string): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? inOneLine(cell) : cell))),
    { delimiter: separator, quoted_string: true, escape_formulas: true, record_delimiter: "windows" },
  );
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(CELL_INSIDE, "$1'");
}

/** "2026-11-22 10:30:00", UTC: what every spreadsheet takes for a time. */
export function timeCell(at: number | null): Cell {
  return at === null ? null : new Date(at).toISOString().slice(0, 19).replace("T", " ");
}
