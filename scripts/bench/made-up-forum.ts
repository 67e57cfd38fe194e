import { openSqlite } from "#db/dialects/sqlite.ts";
import { fullTable, titleTable, votedEntry } from "~/search/index-names.ts";
import { type MadeUpRow, madeUpRows, type Piece, type Size } from "./made-up-rows.ts";
import { withoutIndexes } from "./without-indexes.ts";

/**
 * Fills a migrated database file with tickets, replies and articles of made-up words, and the index with them, row by
 * row: through the rooms a million would take an hour. The entries and counts are those that the rooms write.
 */
export function fillForum(file: string, size: Size, onProgress: (done: number) => void = () => {}): void {
  const db = openSqlite(file, { readonly: false });
  db.pragma("synchronous = OFF");
  const insert = (table: string, columns: string[]) =>
    db.prepare(`insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`);
  const voted = db.prepare("insert into search_ticket_voted (rowid, title, body) values (?, ?, ?)");
  const addRows = (table: string, rows: MadeUpRow[]) => {
    const add = insert(table, Object.keys(rows[0] ?? {}));
    for (const row of rows) add.run(...Object.values(row));
  };
  const addEntries = ({ kind, entries }: Piece) => {
    const full = insert(fullTable(kind), ["rowid", "title", "body"]);
    const titles = insert(titleTable(kind), ["rowid", "title"]);
    for (const { id, title, body, level } of entries) {
      full.run(BigInt(id), title, body);
      titles.run(BigInt(id), title);
      if (level > 0) voted.run(BigInt(votedEntry(id, level)), title, body);
    }
  };
  withoutIndexes(db, ["tickets", "replies"], () => {
    for (const piece of madeUpRows(size)) {
      db.transaction(() => {
        for (const [table, rows] of Object.entries(piece.rows)) if (rows.length > 0) addRows(table, rows);
        addEntries(piece);
      })();
      onProgress(piece.done);
    }
  });
  db.exec(COUNTS);
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}

export const COUNTS = `insert into ticket_counts (kind, status, phase, category_id, count)
  select kind, status, phase, category_id, count(*) from tickets group by 1, 2, 3, 4`;
