import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { extract, type Pack, pack } from "tar-stream";
import { MANIFEST, type Manifest, manifestSchema } from "./manifest.ts";

/** What goes into an archive: a file of the disk, or bytes. `path` is where it belongs below the data folder. */
export type Entry = { path: string; file: string } | { path: string; bytes: Buffer };

/**
 * Writes a gzipped tar that only its owner may read, under another name until it is whole and on the disk.
 * Throws where one of the files changes its size meanwhile or goes away.
 */
export async function writeArchive(
  file: string,
  entries: Entry[],
  facts: Omit<Manifest, "files">,
  signal?: AbortSignal,
): Promise<Manifest> {
  const unfinished = `${file}.unfinished`;
  try {
    const tar = pack();
    const written = pipeline(tar, createGzip(), createWriteStream(unfinished, { mode: 0o600 }), { signal });
    const [manifest] = await Promise.all([packAll(tar, entries, facts), written]);
    await sync(unfinished);
    await rename(unfinished, file);
    await sync(path.dirname(file));
    return manifest;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function packAll(tar: Pack, entries: Entry[], facts: Omit<Manifest, "files">): Promise<Manifest> {
  try {
    const manifest: Manifest = { ...facts, files: [] };
    for (const entry of entries) manifest.files.push(await packEntry(tar, entry));
    await packEntry(tar, { path: MANIFEST, bytes: Buffer.from(JSON.stringify(manifest, null, 2)) });
    tar.finalize();
    return manifest;
  } catch (error) {
    tar.destroy(error as Error);
    throw error;
  }
}

async function packEntry(tar: Pack, entry: Entry): Promise<Manifest["files"][number]> {
  const size = "file" in entry ? (await stat(entry.file)).size : entry.bytes.length;
  const name = entry.path === MANIFEST ? MANIFEST : `data/${entry.path}`;
  const hash = createHash("sha256");
  const sink = tar.entry({ name, size, mode: 0o600 });
  const ended = once(sink, "close");
  ended.catch(() => undefined); // it is awaited below, and may fail before
  for await (const chunk of "file" in entry ? createReadStream(entry.file) : [entry.bytes]) {
    hash.update(chunk);
    if (!sink.write(chunk)) await Promise.race([once(sink, "drain"), ended]);
    if (sink.destroyed) throw new Error("the archive could not be written");
  }
  sink.end(null);
  await ended;
  return { path: entry.path, size, sha256: hash.digest("hex") };
}

/**
 * Unpacks an archive into an empty folder and compares each file with the manifest. Throws an Error whose message is
 * the reason, as the end of a sentence about the archive.
 */
export async function unpackArchive(file: string, folder: string, signal?: AbortSignal): Promise<Manifest> {
  const found = new Map<string, { size: number; sha256: string }>();
  let manifest: Manifest | undefined;
  const tar = extract();
  const fed = pipeline(createReadStream(file), createGunzip(), tar, { signal });
  fed.catch(() => undefined); // it is awaited below, and may fail before
  try {
    for await (const entry of tar) {
      const { name, type } = entry.header;
      if (name === MANIFEST) manifest = await readManifest(entry);
      else if (type === "file") {
        const place = placeOf(name);
        found.set(place, await unpackFile(entry, path.join(folder, place)));
      } else entry.resume();
    }
    await fed;
  } catch (error) {
    signal?.throwIfAborted();
    const { code = "", message } = error as { code?: string } & Error;
    // The disk's own trouble is not the archive's.
    if (/^E[A-Z]+$/.test(code)) throw error;
    throw new Error(`is damaged: ${message}`);
  }
  if (!manifest) throw new Error("is damaged: it ends before its list of contents");
  compare(manifest, found);
  return manifest;
}

function compare({ files }: Manifest, found: Map<string, { size: number; sha256: string }>): void {
  for (const { path: place, size, sha256 } of files) {
    const own = found.get(place);
    if (!own) throw new Error(`is damaged: ${place} is missing`);
    if (own.size !== size || own.sha256 !== sha256) throw new Error(`is damaged: ${place} is not what was put in`);
  }
  if (found.size > files.length) throw new Error("holds files that its list does not name");
}

async function readManifest(entry: AsyncIterable<unknown>): Promise<Manifest> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk as Buffer);
  const parsed = manifestSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (!parsed.success) throw new Error("its list of contents is of another format");
  return parsed.data;
}

/** A name may lead nowhere but below the folder. */
function placeOf(name: string): string {
  const place = name.replace(/^data\//, "");
  const isBelow =
    place !== name && !path.isAbsolute(place) && !place.split(/[/\\]/).some((part) => /^[.]*$/.test(part));
  if (!isBelow) throw new Error(`it holds the name ${JSON.stringify(name)}`);
  return place;
}

async function unpackFile(entry: AsyncIterable<unknown>, to: string) {
  await mkdir(path.dirname(to), { recursive: true });
  const handle = await open(to, "wx", 0o600);
  const hash: Hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}

async function sync(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
