import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { bucketAt, isBucketUrl } from "./bucket.server.ts";

/** Where the files of the site itself lie, below the place of all files. */
export function siteFilesPlace(filesPlace: string): string {
  if (!isBucketUrl(filesPlace)) return path.join(filesPlace, "site");
  const url = new URL(filesPlace);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/site`;
  return url.href;
}

/** One of them as a file of this disk: out of a bucket it is fetched once, since its name is that of its content. */
export async function siteFile(name: string, { filesPlace, dataDir }: { filesPlace: string; dataDir: string }) {
  const place = siteFilesPlace(filesPlace);
  if (!isBucketUrl(place)) return path.join(place, name);
  const file = path.join(dataDir, "files/site", name);
  if (existsSync(file)) return file;
  const found = await bucketAt(place).get(name);
  if (!found) return file;
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = path.join(path.dirname(file), `.${randomUUID()}`);
  await pipeline(Readable.fromWeb(found.body as ReadableStream<Uint8Array>), createWriteStream(unfinished));
  await rename(unfinished, file);
  return file;
}
