import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openSnapshot } from "#db/open-snapshot.ts";
import type { Snapshot } from "#db/read-snapshot.ts";
import { exportContent } from "~/articles/content-files/export-content.server.ts";
import { listDataFiles } from "~/backups/data-folder.server.ts";
import { openStored, storedFile } from "~/files/file-store.server.ts";
import { copyHashed } from "./copy-hashed.server.ts";
import { type ExportedTable, type ExportManifest, type Fingerprint, FORMAT, MANIFEST } from "./export-manifest.ts";
import { inNewFolder } from "./new-folder.server.ts";
import { writeRow } from "./row.ts";
import { type Exported, exportedTables } from "./tables.ts";
import { writeLines } from "./write-lines.server.ts";

export interface ExportOf {
  dataDir: string;
  /** Where the files of tickets lie, where that is not in the data folder. */
  filesPlace?: string;
  /** SQLite's file; what lies in its place is no file of the owner's. */
  databaseFile: string;
  /** The file, or the address of PostgreSQL. */
  databaseUrl: string;
  secret: string;
  /** Of the program. */
  version: string;
}

export interface WrittenExport {
  manifest: ExportManifest;
  /** What could not be taken along, a sentence each. */
  notes: string[];
}

/**
 * Writes everything that a site holds into a new folder, as of one moment, while the site may go on: the tables as
 * lines of JSON, files by their content, articles as Markdown too, and whatever else its owner keeps in the data folder.
 */
export async function writeExport(of: ExportOf, folder: string): Promise<WrittenExport> {
  if (!path.relative(of.dataDir, path.resolve(folder)).startsWith("..")) {
    throw new Error(`${folder} lies in the data folder, and would go into backups and the next export: name another`);
  }
  return inNewFolder(folder, async (made) => {
    const snapshot = await openSnapshot(of.databaseUrl);
    try {
      const tables: ExportedTable[] = [];
      for (const [name, policy] of exportedTables()) tables.push(await writeTable(snapshot, name, policy, made));
      const files = await copyFiles(snapshot, of.filesPlace ?? path.join(of.dataDir, "files"), made);
      const articles = await writeArticles(snapshot, made);
      const others = [...articles.written, ...(await copyOthers(of, made))];
      const manifest = { format: FORMAT, program: of.version, schema: snapshot.schema, tables, files, others } as const;
      await writeOwn(path.join(made, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      const missing = files.missing.map((hash) => `A file that the forum names is not on the disk whole: ${hash}`);
      return { manifest, notes: [...missing, ...articles.notes] };
    } finally {
      await snapshot.close();
    }
  });
}

async function writeTable(snapshot: Snapshot, name: string, policy: Exported, made: string): Promise<ExportedTable> {
  const columns = [...policy.columns];
  let rows = 0;
  async function* lines() {
    for await (const portion of snapshot.portions(name, policy)) {
      rows += portion.length;
      yield portion.map((values) => `${writeRow(columns, values, policy.json)}\n`).join("");
    }
  }
  const { sha256 } = await writeLines(path.join(made, `${name}.jsonl`), lines());
  // Where ids stay behind, nobody needs to know the last one.
  const lastId = columns.includes("id") ? await snapshot.lastId(name) : null;
  return { name, rows, lastId, columns, sha256 };
}

/** Files of tickets, replies and articles, each once. */
async function copyFiles(snapshot: Snapshot, filesPlace: string, made: string): Promise<ExportManifest["files"]> {
  const seen = new Set<string>();
  const files = { count: 0, bytes: 0, missing: [] as string[] };
  for await (const rows of snapshot.portions("attachments", { columns: ["hash", "small_hash"], by: ["id"] })) {
    for (const hash of rows.flat()) {
      if (typeof hash !== "string" || seen.has(hash)) continue;
      seen.add(hash);
      const size = await copyFile(hash, filesPlace, path.join(made, "files"));
      if (size === undefined) files.missing.push(hash);
      else {
        files.count += 1;
        files.bytes += size;
      }
    }
  }
  return files;
}

/** Its size; undefined where there is none, or where its content is not what its name says. */
async function copyFile(hash: string, from: string, to: string): Promise<number | undefined> {
  const place = storedFile(to, hash);
  const found = await openStored(from, hash);
  const copied = found && (await copyHashed(found.stream, place));
  if (copied?.sha256 === hash) return copied.size;
  await rm(place, { force: true });
  return undefined;
}

/** The articles once more, for people and for `import content`. */
async function writeArticles(snapshot: Snapshot, made: string): Promise<{ written: Fingerprint[]; notes: string[] }> {
  const written: Fingerprint[] = [];
  try {
    for await (const { path: place, text } of exportContent(snapshot.db)) {
      const file = path.join(made, place);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      written.push({ path: place, ...(await writeLines(file, [text])) });
    }
    return { written, notes: [] };
  } catch (error) {
    // Their lines of JSON are whole all the same.
    return { written, notes: [`Not all articles are there as Markdown: ${(error as Error).message}`] };
  }
}

/** The secret, and what the owner keeps in the data folder: own pages and articles, the logo. */
async function copyOthers(of: ExportOf, made: string): Promise<Fingerprint[]> {
  const others: Fingerprint[] = [
    { path: "secret", ...(await writeLines(path.join(made, "secret"), [`${of.secret}\n`])) },
  ];
  for (const place of await listDataFiles(of.dataDir, of.databaseFile)) {
    if (place === "secret" || place === "backups.json" || /^files[/][0-9a-f]{2}[/]/.test(place)) continue;
    const copy = `data/${place}`;
    others.push({ path: copy, ...(await copyHashed(path.join(of.dataDir, place), path.join(made, copy))) });
  }
  return others;
}

const writeOwn = (file: string, text: string) => writeFile(file, text, { mode: 0o600, flag: "wx" });
