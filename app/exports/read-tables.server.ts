import { existsSync } from "node:fs";
import path from "node:path";
import type { Column, Filling } from "#db/fill-database.ts";
import { type ExportedTable, type ExportManifest, MANIFEST } from "./export-manifest.ts";
import { readLines } from "./read-lines.server.ts";
import { readRow, type TakeRow } from "./row.ts";
import { exportedTables } from "./tables.ts";

/**
 * Reads the rows of an export one at a time and checks that they are those that were written. Throws an Error that
 * names the file and the line. The columns are those of `filling`, which nothing is written to.
 */
export async function readTables(
  { folder, manifest, filling }: { folder: string; manifest: ExportManifest; filling: Filling },
  take: (table: ExportedTable) => TakeRow,
): Promise<void> {
  for (const [name] of exportedTables()) {
    const table = manifest.tables.find((one) => one.name === name);
    const columns = filling.columns(name);
    if (table) await readTable(path.join(folder, `${name}.jsonl`), table, knownColumns(table, columns), take(table));
    else if (columns.length > 0) throw new Error(`${MANIFEST} is damaged: it does not name ${name}`);
  }
}

function knownColumns({ name, columns }: ExportedTable, known: Column[]): Column[] {
  return columns.map((column) => {
    const found = known.find((one) => one.name === column);
    if (!found) throw new Error(`${MANIFEST} is damaged: the table ${name} had no column ${column}`);
    return found;
  });
}

async function readTable(file: string, table: ExportedTable, columns: Column[], take: TakeRow): Promise<void> {
  const name = path.basename(file);
  if (!existsSync(file)) throw new Error(`${name} is missing`);
  const lines = readLines(file);
  let line = 0;
  for (let next = await lines.next(); ; next = await lines.next()) {
    if (next.done) {
      // Only what reads well and is not the same can be told no closer.
      if (line === table.rows && next.value === table.sha256) return;
      const why = line === table.rows ? "a line was changed" : `${line} lines instead of ${table.rows}`;
      throw new Error(`${name} is not what was exported: ${why}`);
    }
    line += 1;
    try {
      take(readRow(next.value, columns));
    } catch (error) {
      throw new Error(`${name} line ${line}: ${(error as Error).message}`);
    }
  }
}
