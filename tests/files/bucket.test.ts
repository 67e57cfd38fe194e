import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { isDiskTrouble } from "#db/disk-trouble.ts";
import { collectFiles } from "~/files/collect-files.server.ts";
import { openStored, storedName, storeFile } from "~/files/file-store.server.ts";
import { hearOfBuckets } from "~/http/bucket.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { startS3 } from "../support/s3-server.ts";

const db = await openTestDatabase();
const s3 = await startS3();
const folder = mkdtempSync(path.join(tmpdir(), "glasno-bucket-"));
const HOUR = 60 * 60 * 1000;

afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  s3.mood = "well";
  s3.objects.clear();
});

function unfinished(content: string): string {
  const file = path.join(folder, "unfinished");
  writeFileSync(file, content);
  return file;
}

test("what is stored in a bucket comes back, under the name that it would have in a folder", async () => {
  const hash = await storeFile(s3.url, unfinished("a picture"));
  expect([...s3.objects.keys()]).toEqual([`forum/${storedName(hash)}`]);
  const found = await openStored(s3.url, hash);
  expect(found?.size).toBe(9);
  expect(await text(found?.stream as Readable)).toBe("a picture");
  expect(await openStored(s3.url, "0".repeat(64))).toBeUndefined();
});

test("with a wrong secret nothing is done, and the site hears why", async () => {
  const heard: string[] = [];
  hearOfBuckets((reason) => heard.push(reason));
  const wrong = s3.url.replace("a%2Fsecret", "another");
  expect(isDiskTrouble(await storeFile(wrong, unfinished("x")).catch((error) => error))).toBe(true);
  expect(heard.join()).toContain("SignatureDoesNotMatch");
});

test.each(["away", "slow down", "forbidden"] as const)(
  "a store that is %s is a disk that takes nothing",
  async (mood) => {
    s3.mood = mood;
    expect(isDiskTrouble(await storeFile(s3.url, unfinished("x")).catch((error) => error))).toBe(true);
    expect(isDiskTrouble(await openStored(s3.url, "0".repeat(64)).catch((error) => error))).toBe(true);
  },
);

test("what nobody names any more is taken out of the bucket, once it is old", async () => {
  const kept = await storeFile(s3.url, unfinished("named"));
  // More than a page of a list, in one folder.
  for (const letter of "12345")
    s3.objects.set(`forum/ab/ab${letter.repeat(62)}`, { bytes: Buffer.from("x"), changedAt: 0 });
  s3.objects.set("forum/site/logo.webp", { bytes: Buffer.from("x"), changedAt: 0 });
  await inTransaction(db, (trx) =>
    trx
      .insertInto("attachments")
      .values({ name: "a.txt", type: "text/plain", size: 5, hash: kept, alt: "", created_at: Date.now() })
      .execute(),
  );
  const young = await storeFile(s3.url, unfinished("of a form that is just being answered"));
  await collectFiles(db, { folder: s3.url, now: Date.now() });
  const left = [kept, young].map((hash) => `forum/${storedName(hash)}`);
  expect([...s3.objects.keys()].sort()).toEqual([...left, "forum/site/logo.webp"].sort());
  await collectFiles(db, { folder: s3.url, now: Date.now() + 2 * HOUR });
  expect(s3.objects.has(`forum/${storedName(young)}`)).toBe(false);
});
