import { existsSync } from "node:fs";
import { copyFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Throws an Error with one line where a file would take the place of another that is not the same. */
export async function refuseOverwriting(files: string, dataDir: string): Promise<void> {
  for (const place of await listFiles(files)) {
    const there = path.join(dataDir, place);
    if (!existsSync(there)) continue;
    const [own, other] = await Promise.all([readFile(there), readFile(path.join(files, place))]);
    if (!own.equals(other)) throw new Error(`${there} is there already, with another content: move it away`);
  }
}

export async function moveFilesIn(files: string, dataDir: string): Promise<void> {
  for (const place of await listFiles(files)) {
    const to = path.join(dataDir, place);
    await mkdir(path.dirname(to), { recursive: true });
    await rename(path.join(files, place), to);
    await sync(path.dirname(to));
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

export async function replaceSecret(dataDir: string, secret: string): Promise<void> {
  const unfinished = path.join(dataDir, ".import-secret");
  await rm(unfinished, { force: true });
  await writeFile(unfinished, secret, { mode: 0o600, flag: "wx", flush: true });
  await rename(unfinished, path.join(dataDir, "secret"));
}

/** The last step of an import: until here the site is the empty one. */
export async function replaceDatabase(made: string, databaseFile: string): Promise<void> {
  // A log that stayed behind would be read as the new one's.
  for (const ending of ["-wal", "-shm"]) await rm(databaseFile + ending, { force: true });
  const near = `${databaseFile}.import`;
  // A database on another disk is copied there first.
  await rename(made, near).catch(() => copyFile(made, near));
  await sync(near);
  await rename(near, databaseFile);
  await sync(path.dirname(databaseFile));
}

async function sync(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder, "r");
  await handle.sync().finally(() => handle.close());
}
