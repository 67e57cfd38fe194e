import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { storedFile } from "~/files/file-store.server.ts";
import { copyHashed } from "./copy-hashed.server.ts";
import type { ExportedTable, ExportManifest } from "./export-manifest.ts";
import type { TakeRow } from "./row.ts";

/** Of an export: its folder, and what it says that it holds. */
export interface Source {
  folder: string;
  manifest: ExportManifest;
}

/**
 * Checks every file of an export that is no table, and copies what a site needs of it into `to`, laid out like its data
 * folder; without `to` it only checks. Throws an Error that names the file.
 */
export async function readFiles({ folder, manifest }: Source, to?: string): Promise<void> {
  for (const { path: place, size, sha256 } of manifest.others) {
    if (!isBelow(place)) throw new Error(`The export names a file outside of it: ${JSON.stringify(place)}`);
    const target = to && place.startsWith("data/") ? path.join(to, place.slice("data/".length)) : undefined;
    const found = await copyHashed(path.join(folder, place), target).catch(unlessMissing(place));
    if (found.size !== size || found.sha256 !== sha256) throw new Error(`${place} is not what was exported`);
  }
  const found = { count: 0, bytes: 0 };
  for (const hash of await listFiles(path.join(folder, "files"))) {
    const target = to && storedFile(path.join(to, "files"), hash);
    const { size, sha256 } = await copyHashed(storedFile(path.join(folder, "files"), hash), target);
    if (sha256 !== hash) throw new Error(`files/${hash.slice(0, 2)}/${hash} is not what its name says`);
    found.count += 1;
    found.bytes += size;
  }
  if (found.count > manifest.files.count) throw new Error("files holds more files than were exported");
}

/** Sees to it that each row of `attachments` has its file. */
export function checkFilesOf({ folder, manifest }: Source): (table: ExportedTable) => TakeRow {
  const missing = new Set(manifest.files.missing);
  return ({ name, columns }) => {
    const places = ["hash", "small_hash"].map((column) => columns.indexOf(column));
    return (values) => {
      if (name !== "attachments") return;
      for (const hash of places.map((place) => values[place])) {
        if (typeof hash !== "string" || missing.has(hash)) continue;
        if (!existsSync(storedFile(path.join(folder, "files"), hash))) throw new Error(`the file ${hash} is missing`);
      }
    };
  };
}

/** The hashes that files are named after. What else lies there (a system's own notes) is nobody's. */
async function listFiles(folder: string): Promise<string[]> {
  const starts = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const names = await Promise.all(starts.map((start) => readdir(path.join(folder, start))));
  return names.flat().filter((name) => /^[0-9a-f]{64}$/.test(name));
}

/** A name may lead nowhere but below the folder. */
const isBelow = (place: string) =>
  !path.isAbsolute(place) && !place.split(/[/\\]/).some((part) => part === "" || part === "." || part === "..");

const unlessMissing = (place: string) => (error: NodeJS.ErrnoException) => {
  throw error.code === "ENOENT" ? new Error(`${place} is missing`) : error;
};
