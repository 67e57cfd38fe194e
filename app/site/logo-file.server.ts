import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { bucketAt, isBucketUrl } from "~/http/bucket.server.ts";
import type { Logo } from "./site.ts";

/** CSS pixels. Files hold up to twice as many, for dense screens. */
const MAX_WIDTH = 320;
const MAX_HEIGHT = 64;

/** A file of a few kilobytes can unpack to gigabytes, so the size is asked for before anything is decoded. */
const MAX_PIXELS = 16_000_000;

/**
 * Reads a PNG, JPEG or WebP and writes it anew as WebP: nothing of the sent file but its pixels is kept.
 * Returns the picture and its size in CSS pixels; undefined when it is no such picture, or too large to unpack.
 */
export async function drawLogo(
  bytes: Uint8Array,
): Promise<{ webp: Buffer; width: number; height: number } | undefined> {
  const sharp = await loadSharp();
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true });
    const { autoOrient } = await picture.metadata();
    const scale = Math.min(1, MAX_WIDTH / autoOrient.width, MAX_HEIGHT / autoOrient.height);
    const width = Math.max(1, Math.round(autoOrient.width * scale));
    const height = Math.max(1, Math.round(autoOrient.height * scale));
    const webp = await picture
      .resize({ width: 2 * width, height: 2 * height, fit: "fill", withoutEnlargement: true })
      .webp({ quality: 90, smartSubsample: true })
      .timeout({ seconds: 10 })
      .toBuffer();
    return { webp, width, height };
  } catch {
    return undefined;
  }
}

/** Loaded only here: a logo changes once a year, and the library is large. It reads these three formats, nothing else. */
async function loadSharp() {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["VipsForeignLoadPngBuffer", "VipsForeignLoadJpegBuffer", "VipsForeignLoadWebpBuffer"],
  });
  return sharp;
}

/** Writes the picture under the hash of its content. When it returns, the file is in its place for good. */
export async function keepLogo(webp: Buffer, folder: string): Promise<Logo["file"]> {
  const hash = createHash("sha256").update(webp).digest("hex");
  const file = `${hash}.webp`;
  if (isBucketUrl(folder)) {
    await bucketAt(folder).put(file, Uint8Array.from(webp), hash);
    return file;
  }
  await mkdir(folder, { recursive: true });
  const unfinished = path.join(folder, `.${randomUUID()}`);
  try {
    await writeThrough(unfinished, webp);
    await rename(unfinished, path.join(folder, file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(folder);
  return file;
}

async function writeThrough(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a new file is safe only after its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
