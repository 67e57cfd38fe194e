import { Kysely } from "kysely";
import { openSqlite, Sqlite } from "./dialects/sqlite.ts";
import { watchForeignWrites } from "./foreign-writes.ts";
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";

/** Two connections to one file, of which the reading one cannot write. Creates the file when it is missing. */
export function openFile(file: string): Opened {
  const writing = openSqlite(file, { readonly: false });
  const writer = new Kysely<Database>({ dialect: new Sqlite(writing) });
  const reading = openSqlite(file, { readonly: true });
  const reader = new Kysely<Database>({ dialect: new Sqlite(reading) });
  return {
    reader,
    writer,
    noticeForeignWrites: watchForeignWrites(writing),
    // The writing one last: where nobody else has the file open, it brings the log into it and takes it away.
    async close() {
      for (const [handle, connection] of [[reader, reading] as const, [writer, writing] as const]) {
        await handle.destroy();
        // kysely leaves a connection open that nobody has asked anything.
        if (connection.open) connection.close();
      }
    },
  };
}
