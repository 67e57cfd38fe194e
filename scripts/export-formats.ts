/** What npm run export writes, by its formats. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { count } from "./count.ts";
import { printLines } from "./print-lines.ts";

export async function exportEverythingTo(folder: string): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { programVersion } = await import("~/backups/daily-backups.server.ts");
  const { writeExport } = await import("~/exports/write-export.server.ts");
  await bringUpToDate();
  const { manifest, notes } = await writeExport({ ...config, version: programVersion() }, folder);
  const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]));
  printLines("To look at", notes);
  console.log(
    `Wrote ${folder}: ${count(rows.tickets, "ticket")}, ${count(rows.replies, "reply", "replies")}, ` +
      `${count(rows.articles, "article")}, ${count(manifest.files.count, "file")}\nPrivate tickets, accounts and the site's secret are in it: ` +
      "keep it where nobody else reads",
  );
}

export async function exportCsvTo(
  folder: string,
  { isPrivate, separator }: { isPrivate: boolean; separator: string | undefined },
): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { writeCsvFiles } = await import("~/exports/write-csv.server.ts");
  await bringUpToDate();
  const usual = config.locale === "en" ? "," : ";";
  const counts = await writeCsvFiles({ ...config, isPrivate, separator: separator ?? usual }, folder);
  const what = Object.entries(counts).map(([name, rows]) =>
    count(rows, name === "replies" ? "reply" : name.slice(0, -1), name),
  );
  const whose = isPrivate ? "private ones too: keep it where nobody else reads" : "what everybody may read";
  console.log(`Wrote ${folder}: ${what.join(", ")}; ${whose}`);
}

export async function exportContentTo(folder: string, { isForced }: { isForced: boolean }): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !isForced) {
    throw new Error(
      `${folder} has something in it: name a new folder, or add --force to replace files of the same names`,
    );
  }
  const { exportContent } = await import("~/articles/content-files/export-content.server.ts");
  const { closeDatabase } = await import("#db/client.ts");
  const db = await openUpToDate();
  try {
    const notes: string[] = [];
    let written = 0;
    for await (const { path, text, note } of exportContent(db)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: isForced ? "w" : "wx" });
      if (note) notes.push(note);
      written += 1;
    }
    printLines("To look at", notes);
    console.log(`Wrote ${count(written, "file")} to ${folder}`);
  } finally {
    await closeDatabase(db);
  }
}

/** A site that has not been started since an update has the tables of before. */
async function openUpToDate() {
  const { config } = await import("~/config.server.ts");
  const { openDatabase } = await import("#db/client.ts");
  const { migrate } = await import("#db/migrate.ts");
  const db = openDatabase(config.databaseUrl);
  await migrate(db);
  return db;
}

async function bringUpToDate(): Promise<void> {
  const { closeDatabase } = await import("#db/client.ts");
  await closeDatabase(await openUpToDate());
}
