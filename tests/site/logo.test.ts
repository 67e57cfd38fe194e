import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { changeLogo, removeLogo } from "~/site/change-logo.server.ts";
import { loadSite } from "~/site/load-site.server.ts";
import { openMigrated } from "../support/database.ts";

const now = Date.UTC(2026, 0, 5);
const facts = { origin: "http://localhost:3000", locale: "en", timezone: "UTC", siteName: undefined } as const;

let root: string;
let folder: string;
let db: Db;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "glasno-"));
  folder = join(root, "files/site");
  db = await openMigrated(join(root, "glasno.sqlite"));
});

afterEach(async () => {
  await closeDatabase(db);
  rmSync(root, { recursive: true });
});

function picture(width: number, height: number, background = "#0b5b7a") {
  return sharp({ create: { width, height, channels: 4, background } });
}

const png = (width: number, height: number, background?: string) => picture(width, height, background).png().toBuffer();
const keep = (bytes: Uint8Array) => changeLogo(db, { bytes, folder, now });
const storedLogo = async () => (await loadSite(db, facts)).logo;

test("a logo is kept as WebP under the hash of its content, and every page learns of it", async () => {
  const logo = await keep(await png(640, 128));
  expect(logo).toEqual({ file: expect.stringMatching(/^[0-9a-f]{64}\.webp$/), width: 320, height: 64 });
  expect(await storedLogo()).toEqual(logo);
  const kept = await sharp(readFileSync(join(folder, String(logo?.file)))).metadata();
  expect(kept).toMatchObject({ format: "webp", width: 640, height: 128 });
});

describe("size", () => {
  test.each([
    ["a large one is shrunk to twice 320 points, for dense screens", [4000, 400], [320, 32], [640, 64]],
    ["a tall one is shrunk to twice 64 points", [300, 600], [32, 64], [64, 128]],
    ["one between the two keeps all its pixels", [400, 80], [320, 64], [400, 80]],
    ["a small one is not blown up", [100, 20], [100, 20], [100, 20]],
    ["one of a single line stays visible", [2000, 1], [320, 1], [640, 1]],
  ])("%s", async (_, [width, height], css, pixels) => {
    const logo = await keep(await png(Number(width), Number(height)));
    expect([logo?.width, logo?.height]).toEqual(css);
    const kept = await sharp(readFileSync(join(folder, String(logo?.file)))).metadata();
    expect([kept.width, kept.height]).toEqual(pixels);
  });
});

test.each(["jpeg", "webp"] as const)("a %s is taken too", async (format) => {
  expect(await keep(await picture(64, 64).toFormat(format).toBuffer())).toMatchObject({ width: 64, height: 64 });
});

test("nothing of the sent file but its pixels is kept", async () => {
  const bytes = await picture(100, 50)
    .jpeg()
    .withExifMerge({ IFD0: { Copyright: "a name nobody asked for" } })
    .toBuffer();
  expect(bytes.includes("a name nobody asked for")).toBe(true);
  const logo = await keep(Buffer.concat([bytes, Buffer.from("<script>trailing</script>")]));
  const kept = readFileSync(join(folder, String(logo?.file)));
  expect(kept.includes("a name nobody asked for")).toBe(false);
  expect(kept.includes("trailing")).toBe(false);
});

test("a photo that lies on its side is stood up", async () => {
  const left = { input: await png(50, 50, "#ff0000"), left: 0, top: 0 };
  const bytes = await picture(100, 50, "#0000ff").composite([left]).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const logo = await keep(bytes);
  expect([logo?.width, logo?.height]).toEqual([32, 64]);
  const kept = await sharp(readFileSync(join(folder, String(logo?.file))))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data, info } = kept;
  const [topRight, bottomLeft] = [(info.width - 1) * info.channels, (info.height - 1) * info.width * info.channels];
  expect([data[topRight], data[topRight + 2]]).toEqual([expect.closeTo(255, -1), expect.closeTo(0, -1)]);
  expect([data[bottomLeft], data[bottomLeft + 2]]).toEqual([expect.closeTo(0, -1), expect.closeTo(255, -1)]);
});

describe("refused", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>';

  test.each<[string, () => Promise<Uint8Array>]>([
    ["an SVG", async () => Buffer.from(svg)],
    ["an SVG behind an XML declaration", async () => Buffer.from(`<?xml version="1.0"?>\n${svg}`)],
    ["a GIF", () => picture(10, 10).gif().toBuffer()],
    ["an AVIF", () => picture(10, 10).avif().toBuffer()],
    ["a page that calls itself a picture", async () => Buffer.from("<!doctype html><title>logo.png</title>")],
    ["a PNG that breaks off", async () => (await noise(200, 60)).subarray(0, 4000)],
    ["a small file that unpacks to more than 16 million pixels", () => png(4001, 4000)],
    ["an empty file", async () => new Uint8Array()],
  ])("%s", async (_, make) => {
    expect(await keep(await make())).toBeUndefined();
    expect(await storedLogo()).toBeNull();
    expect(existsSync(folder)).toBe(false);
  });
});

test("the file before goes when the logo changes or is removed", async () => {
  const first = await keep(await png(100, 20));
  const second = await keep(await png(100, 20, "#b3261e"));
  expect(first?.file).not.toBe(second?.file);
  expect(readdirSync(folder)).toEqual([second?.file]);

  await removeLogo(db, { folder, now });
  expect(await storedLogo()).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test("the same picture sent again stays", async () => {
  await keep(await png(100, 20));
  const logo = await keep(await png(100, 20));
  expect(readdirSync(folder)).toEqual([logo?.file]);
});

function noise(width: number, height: number): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 3, background: "#fff", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  })
    .png()
    .toBuffer();
}
