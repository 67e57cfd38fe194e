import { readdir } from "node:fs/promises";
import path from "node:path";
import { LOCK_FILE } from "#db/folder-lock.ts";

/** What lies in a data folder and belongs to this machine's moment: it is in no backup, and a restore leaves it where it is. */
export function staysInPlace(name: string): boolean {
  return (
    name.startsWith(LOCK_FILE) ||
    name.startsWith("backups") ||
    name.startsWith("before-restore-") ||
    name.startsWith(".backup-") ||
    name.startsWith(".import-") ||
    name === "lost+found"
  );
}

/** Every file below a folder that a backup takes, as paths from there, but for the database and half-made uploads. */
export async function listDataFiles(folder: string, databaseFile: string): Promise<string[]> {
  const found: string[] = [];
  const left = new Set([databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`, `${databaseFile}-journal`]);
  for (const name of (await readdir(folder)).sort()) {
    if (!staysInPlace(name)) await walk(folder, name, left, found);
  }
  return found;
}

async function walk(folder: string, place: string, left: Set<string>, found: string[]): Promise<void> {
  const whole = path.join(folder, place);
  if (left.has(whole) || place === path.join("files", "unfinished")) return;
  const names = await readdir(whole, { withFileTypes: true }).catch(() => undefined);
  if (!names) {
    found.push(place.split(path.sep).join("/"));
    return;
  }
  for (const { name } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    await walk(folder, path.join(place, name), left, found);
  }
}
