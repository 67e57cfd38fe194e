import { createHash } from "node:crypto";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { TakenAs } from "#db/schema.ts";
import { ANSWERED_WITHIN_DAYS } from "./answer-address.server.ts";

/*
 * Mails that came in and are done with. One may come again, by another way or after a process was killed: it is noted in
 * the transaction of the reply that it becomes, so it becomes one reply.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_MS = 30 * DAY_MS;

interface Taken {
  key: string;
  outcome: TakenAs;
  replyId?: number | null;
  now: number;
}

/** One mail of one sender; nobody else's mail has the same, whatever it says of itself. */
export function mailKey(messageId: string | null, bytes: Uint8Array, from: string): string {
  const name = messageId ?? createHash("sha256").update(bytes).digest("base64url");
  return createHash("sha256")
    .update(JSON.stringify([name, from]))
    .digest("base64url");
}

/** Throws where it is noted already: then what its transaction did is undone. */
export async function noteTaken(trx: Trx, { key, outcome, replyId = null, now }: Taken): Promise<void> {
  await trx.insertInto("taken_mails").values({ key, outcome, reply_id: replyId, created_at: now }).execute();
}

/** The same for what becomes no reply, or is a reply already. */
export async function noteOnce(db: Db, { key, outcome, now }: Taken): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .insertInto("taken_mails")
      .values({ key, outcome, reply_id: null, created_at: now })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute(),
  );
}

export async function findTaken(db: Db, key: string): Promise<TakenAs | undefined> {
  const row = await db.selectFrom("taken_mails").select("outcome").where("key", "=", key).executeTakeFirst();
  return row?.outcome;
}

/** Called once a day. Replies are known for as long as the addresses count that they were sent to. */
export async function forgetTakenMails(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .deleteFrom("taken_mails")
      .where("created_at", "<", now - KEPT_MS)
      .where((eb) =>
        eb.or([
          eb("outcome", "not in", ["reply", "held"]),
          eb("created_at", "<", now - (ANSWERED_WITHIN_DAYS + 2) * DAY_MS),
        ]),
      )
      .execute(),
  );
}
