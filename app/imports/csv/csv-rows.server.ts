import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

export type CsvRow = Record<string, string>;

/** A row with its place, "posts.csv line 12". */
export interface PlacedRow {
  at: string;
  row: CsvRow;
}

/**
 * Reads a file of comma, semicolon or tab separated values whose first line names the columns, in any case and order.
 * What is no row is put down in `broken`, and the rest goes on.
 */
export function readCsv(file: string, name: string, broken: string[]): { columns: string[]; rows: PlacedRow[] } {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  let columns: string[] = [];
  const found = parse(text, {
    delimiter: delimiterOf(text),
    columns: (header: string[]) => {
      columns = header.map((column) => column.trim().toLowerCase());
      return columns;
    },
    info: true,
    skip_empty_lines: true,
    // Spreadsheets leave out cells at the end of a row, and leave quotes as they were typed.
    relax_column_count_less: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      const line = Number(error?.lines ?? 0);
      broken.push(`${name} line ${line}: ${problems[error?.code ?? ""] ?? error?.message}`);
    },
  }) as unknown as { info: { lines: number }; record: CsvRow }[];
  return { columns, rows: found.map(({ info, record }) => ({ at: `${name} line ${info.lines}`, row: record })) };
}

const problems: Record<string, string> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: "it has more cells than the first line",
  CSV_QUOTE_NOT_CLOSED: "a quote is not closed, and takes all that follows with it",
};

/** Of the first line: the sign between its words. */
function delimiterOf(text: string): string {
  const [header = ""] = text.split("\n", 1);
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
