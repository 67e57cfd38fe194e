import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { type Bucket, bucketAt, isBucketUrl } from "~/http/bucket.server.ts";
import { storedName } from "./file-store.server.ts";
import { PENDING_MS } from "./reference.server.ts";

/** A file this young may belong to a row that is just being written. */
export const YOUNG_MS = 60 * 60 * 1000;

/**
 * Takes away what nobody will ask for: rows of forms that were never sent, files without a row (a process that died
 * between the two, a file that was removed), and what an upload left behind.
 */
export async function collectFiles(db: Db, { folder, now }: { folder: string; now: number }): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .deleteFrom("attachments")
      .where("ticket_id", "is", null)
      .where("reply_id", "is", null)
      .where("article_id", "is", null)
      .where("created_at", "<", now - PENDING_MS)
      .execute(),
  );
  if (isBucketUrl(folder)) return collectObjects(db, bucketAt(folder), now);
  await collectUnfinished(path.join(folder, "unfinished"), now);
  for (const name of await list(folder)) {
    const inside = path.join(folder, name);
    if (/^[0-9a-f]{2}$/.test(name)) await removeOld(inside, await findUnused(db, await list(inside)), now);
  }
}

/** What an upload left behind on this machine when its process was killed. */
export async function collectUnfinished(folder: string, now: number): Promise<void> {
  await removeOld(folder, await list(folder), now);
}

async function collectObjects(db: Db, bucket: Bucket, now: number): Promise<void> {
  const isYoung = (changedAt: number | undefined) => now - (changedAt ?? now) < YOUNG_MS;
  // In sixteen parts: of a large forum's files not all names at once.
  for (const first of "0123456789abcdef") {
    const old: string[] = [];
    for await (const { key, changedAt } of bucket.list(first)) {
      const hash = key.slice("00/".length);
      if (/^[0-9a-f]{64}$/.test(hash) && !isYoung(changedAt)) old.push(hash);
    }
    for (const hash of await findUnused(db, old)) {
      // The same content may have come once more since it was listed.
      if (!isYoung(await bucket.changedAt(storedName(hash)))) await bucket.remove(storedName(hash));
    }
  }
}

/** Of these hashes, those that no row names. */
async function findUnused(db: Db, hashes: string[]): Promise<string[]> {
  const unused: string[] = [];
  for (let start = 0; start < hashes.length; start += 500) {
    const some = hashes.slice(start, start + 500);
    const rows = await db
      .selectFrom("attachments")
      .select(["hash", "small_hash"])
      .where((eb) => eb.or([eb("hash", "in", some), eb("small_hash", "in", some)]))
      .execute();
    const used = new Set(rows.flatMap(({ hash, small_hash }) => [hash, small_hash]));
    unused.push(...some.filter((hash) => !used.has(hash)));
  }
  return unused;
}

async function removeOld(folder: string, names: string[], now: number): Promise<void> {
  for (const name of names) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs >= YOUNG_MS) await rm(file, { force: true });
  }
}

const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
