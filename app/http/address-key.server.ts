import { createHmac, randomBytes } from "node:crypto";
import { type Db, inQuietTransaction } from "#db/client.ts";

/** How long an address can be recognised: after that nobody can, not even with the database and the secret. */
export const KEY_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

interface Key {
  key: string;
  createdAt: number;
}

const current = new WeakMap<Db, Key>();

/** A network's name in the database: its hash with a random key that is replaced every 30 days. */
export async function addressKey(db: Db, network: string, now: number): Promise<string> {
  const { key } = await currentKey(db, now);
  return createHmac("sha256", key).update(network).digest("base64url").slice(0, 22);
}

async function currentKey(db: Db, now: number): Promise<Key> {
  const known = current.get(db);
  if (known && isFresh(known, now)) return known;
  const key = (await readKey(db, now)) ?? (await makeKey(db, now));
  current.set(db, key);
  return key;
}

async function readKey(db: Db, now: number): Promise<Key | undefined> {
  const row = await db.selectFrom("address_keys").selectAll().orderBy("id", "desc").limit(1).executeTakeFirst();
  const key = row && { key: row.key, createdAt: row.created_at };
  return key && isFresh(key, now) ? key : undefined;
}

/** Another process may have been first. */
async function makeKey(db: Db, now: number): Promise<Key> {
  return inQuietTransaction(db, async (trx) => {
    const there = await readKey(trx, now);
    if (there) return there;
    const key = randomBytes(32).toString("base64url");
    await trx.deleteFrom("address_keys").execute();
    await trx.insertInto("address_keys").values({ key, created_at: now }).execute();
    return { key, createdAt: now };
  });
}

const isFresh = ({ createdAt }: Key, now: number) => now - createdAt < KEY_LIFETIME_MS && createdAt <= now + 60_000;
