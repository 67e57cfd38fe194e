import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { bucketAt, isBucketUrl } from "~/http/bucket.server.ts";
import type { OpenFile } from "~/http/send-file.server.ts";

/*
 * Contents lie in a place that is a folder of this machine, or of a disk that several share, or a bucket (s3://…). All
 * have the same names in them, so that a place can be copied to another.
 */

/** The name of the content of this hash. Two letters make a folder, so that none gets too long. */
export const storedName = (hash: string): string => `${hash.slice(0, 2)}/${hash}`;

/** Where it lies in a place that is a folder. */
export function storedFile(folder: string, hash: string): string {
  return path.join(folder, storedName(hash));
}

/** Where a file lies that is not finished: on the disk of the place, so that it can be renamed into it. */
export function unfinishedFolderOf(place: string): string {
  return isBucketUrl(place) ? path.join(tmpdir(), "glasno-unfinished") : path.join(place, "unfinished");
}

/**
 * Takes a finished file into the store, under the hash of its content. When it returns, the file is there for good: on
 * the disk with its bytes, its name, and the folder that the name stands in, or in the bucket.
 * @throws DiskTrouble where the bucket is away
 */
export async function storeFile(place: string, unfinished: string): Promise<string> {
  if (isBucketUrl(place)) {
    const bytes = await readFile(unfinished);
    const hash = createHash("sha256").update(bytes).digest("hex");
    await bucketAt(place).put(storedName(hash), bytes, hash);
    await rm(unfinished, { force: true });
    return hash;
  }
  const hash = await hashOf(unfinished);
  const stored = storedFile(place, hash);
  await sync(unfinished);
  await mkdir(path.dirname(stored), { recursive: true });
  await rename(unfinished, stored);
  // Up to the data folder, each time: another upload may have made them just now, and not have come that far.
  for (const above of [path.dirname(stored), place, path.dirname(place)]) await sync(above);
  return hash;
}

/** Undefined where it is not there. @throws DiskTrouble where the bucket is away */
export async function openStored(place: string, hash: string): Promise<OpenFile | undefined> {
  if (isBucketUrl(place)) {
    const found = await bucketAt(place).get(storedName(hash));
    return found && { size: found.size, stream: Readable.fromWeb(found.body as ReadableStream<Uint8Array>) };
  }
  const handle = await open(storedFile(place, hash), "r").catch(unlessGone);
  // The stream closes the file with itself.
  return handle && { size: (await handle.stat()).size, stream: handle.createReadStream() };
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
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
