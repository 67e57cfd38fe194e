import path from "node:path";
import type { Db } from "#db/client.ts";
import { openSnapshot } from "#db/open-snapshot.ts";
import { BYTE_ORDER_MARK, writeCsv } from "./csv.ts";
import { inNewFolder } from "./new-folder.server.ts";
import { type Sheet, sheets } from "./sheets.server.ts";
import { writeLines } from "./write-lines.server.ts";

export interface CsvOptions {
  /** A file, or the address of PostgreSQL. */
  databaseUrl: string;
  origin: string;
  separator: string;
  /** Also what strangers cannot read. */
  isPrivate: boolean;
}

const AT_ONCE = 500;

/** Writes tickets, replies and articles into a new folder, a file each. Returns how many rows each has. */
export async function writeCsvFiles(options: CsvOptions, folder: string): Promise<Record<string, number>> {
  return inNewFolder(folder, async (made) => {
    const snapshot = await openSnapshot(options.databaseUrl);
    try {
      const counts: Record<string, number> = {};
      for (const [name, sheet] of Object.entries(sheets(options.isPrivate))) {
        const pieces = piecesOf(sheet, snapshot.db, options, (count) => {
          counts[name] = count;
        });
        await writeLines(path.join(made, `${name}.csv`), pieces);
      }
      return counts;
    } finally {
      await snapshot.close();
    }
  });
}

async function* piecesOf(sheet: Sheet, db: Db, options: CsvOptions, counted: (count: number) => void) {
  const { origin, isPrivate, separator } = options;
  yield BYTE_ORDER_MARK + writeCsv([sheet.columns], separator);
  let count = 0;
  for (let after = 0; ; ) {
    const rows = await sheet.read(db, after, { origin, isPrivate, limit: AT_ONCE });
    count += rows.length;
    yield writeCsv(
      rows.map(({ cells }) => cells),
      separator,
    );
    if (rows.length < AT_ONCE) break;
    after = rows.at(-1)?.id ?? after;
  }
  counted(count);
}
