import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { siteFile, siteFilesPlace } from "~/http/site-files.server.ts";
import { keepLogo } from "~/site/logo-file.server.ts";
import { startS3 } from "../support/s3-server.ts";
import { startSite } from "../support/site.ts";

const s3 = await startS3();
const site = await startSite({ FILES_URL: s3.url });
const TEXT = "It says that the disk is gone";

afterAll(() => s3.close());
beforeEach(() => {
  s3.mood = "well";
});

async function write(words: string) {
  const browser = site.browser();
  const form = await browser.open("/tickets/new");
  const files = [new File(["the log of it"], "log.txt")];
  return browser.pressWithFiles(form, "send", files, { title: words, body: TEXT });
}

test("a file in a bucket is given to whoever reads its text, and not asked for where they have it", async () => {
  await write("Nothing is saved");
  expect([...s3.objects.values()].map(({ bytes }) => String(bytes))).toEqual(["the log of it"]);
  const { id, name } = await site.db.selectFrom("attachments").select(["id", "name"]).executeTakeFirstOrThrow();
  const address = `/files/${id}/${name}`;
  const page = await site.browser().open(address);
  expect([page.status, page.html, page.headers.get("content-length")]).toEqual([200, "the log of it", "13"]);

  s3.mood = "away";
  const known = { "If-None-Match": String(page.headers.get("etag")) };
  expect((await site.browser().open(address, known)).status).toBe(304);
  const away = await site.browser().open(address);
  expect([away.status, away.headers.get("retry-after"), away.headers.get("cache-control")]).toEqual([
    503,
    "60",
    "no-store",
  ]);

  s3.mood = "well";
  s3.objects.clear();
  expect((await site.browser().open(address)).status).toBe(404);
});

test.each(["away", "slow down", "forbidden"] as const)(
  "with a store that is %s whoever writes gets their text back",
  async (mood) => {
    s3.mood = mood;
    const refused = await write("Nothing is saved again");
    expect(refused.status).toBe(503);
    expect(refused.html).toContain(TEXT);
    s3.mood = { slowMs: 300 };
    expect((await write(`It is saved after it was ${mood}`)).status).toBe(303);
  },
);

test("the logo is in the bucket too, and each machine fetches it once", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-logo-"));
  const name = await keepLogo(Buffer.from("a logo"), siteFilesPlace(s3.url));
  expect(s3.objects.has(`forum/site/${name}`)).toBe(true);
  const place = { filesPlace: s3.url, dataDir };
  expect(readFileSync(await siteFile(name, place), "utf8")).toBe("a logo");
  s3.mood = "away";
  expect(readFileSync(await siteFile(name, place), "utf8")).toBe("a logo");
  rmSync(dataDir, { recursive: true, force: true });
});
