import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";

/** Where the content of this hash lies. Two letters make a folder, so that none gets too long. */
export function storedFile(folder: string, hash: string): string {
  return path.join(folder, hash.slice(0, 2), hash);
}

/**
 * Takes a finished file into the store, under the hash of its content. When it returns, the file is on the disk for
 * good: its bytes, its name, and the folder that the name stands in.
 */
export async function storeFile(folder: string, unfinished: string): Promise<string> {
  const hash = await hashOf(unfinished);
  const stored = storedFile(folder, hash);
  await sync(unfinished);
  await mkdir(path.dirname(stored), { recursive: true });
  await rename(unfinished, stored);
  // Up to the data folder, each time: another upload may have made them just now, and not have come that far.
  for (const above of [path.dirname(stored), folder, path.dirname(folder)]) await sync(above);
  return hash;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

/** The name of a new file is safe only after its folder is. */
async function sync(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
