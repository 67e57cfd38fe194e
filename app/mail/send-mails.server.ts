import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { MailRow } from "#db/schema.ts";
import { skipLocked } from "#db/skip-locked.ts";
import { sign } from "~/http/signing.server.ts";
import type { Site } from "~/site/site.ts";
import { mailPath } from "~/urls.ts";
import { type ReadyMail, readMail } from "./news-letter.server.ts";
import { type Line, openLine, type Post, type SendOutcome } from "./send-smtp.server.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/**
 * Who sends a mail says so every few seconds. One of which nobody says so belonged to a process that was killed: it is
 * sent again. Where that process was killed between the server's "taken" and our note of it, the mail goes out twice
 * with one Message-ID: SMTP has no way to ask.
 */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 4_000;
const FIRST_WAIT_MS = MINUTE_MS;
export const LONGEST_WAIT_MS = 4 * HOUR_MS;
const GIVE_UP_MS = 3 * 24 * HOUR_MS;
/** A question that waited so long is of no use any more. */
const ASK_WITHIN_MS = 24 * HOUR_MS;
/** Mails an hour, from the whole site, to mailboxes whose owner has not pressed. */
export const MOST_ASKS_AN_HOUR = 100;

export interface Sending {
  post: Post;
  secret: string;
  site: Site;
  now: () => number;
  signal?: AbortSignal;
}

/** The server has them, and the disk did not take the note: they are not sent again while this process lives. */
const notNoted = new Map<string, SendOutcome>();

/** Sends all mails that are due, one after the other. Returns how many went out, and why it had to stop. */
export async function sendDueMails(db: Db, sending: Sending): Promise<{ sent: number; trouble?: string }> {
  const { post, site, now, signal } = sending;
  let line: Line | undefined;
  let sent = 0;
  try {
    while (!signal?.aborted) {
      const mail = await takeMail(db, now());
      if (!mail) break;
      const ready = await readMail(db, mail, sending).catch((error: Error) => error);
      if (ready instanceof Error) {
        // One that cannot be written holds up no other, and is seen in the settings.
        await noteOutcome(db, mail, { state: "later", reason: ready.message }, now());
        continue;
      }
      if (!ready) {
        await dropMail(db, mail);
        continue;
      }
      line ??= openLine(post, site.name);
      const outcome = notNoted.get(mail.message_id) ?? (await send(line, db, mail, ready, sending));
      if (outcome.state === "sent") notNoted.set(mail.message_id, outcome);
      await noteOutcome(db, mail, outcome, now());
      notNoted.delete(mail.message_id);
      if (outcome.state === "sent") sent += 1;
      if (outcome.state === "down") return { sent, trouble: outcome.reason };
    }
    return { sent };
  } finally {
    line?.close();
  }
}

/** The next mail that is due, taken so that no other process takes it too. */
async function takeMail(db: Db, now: number): Promise<MailRow | undefined> {
  // Most of the time nothing is: then no write is begun.
  if (!(await dueMails(db, now).executeTakeFirst())) return undefined;
  return inQuietTransaction(db, async (trx) => {
    for (;;) {
      const mail = await skipLocked(trx, dueMails(trx, now), "mails").executeTakeFirst();
      if (!mail) return undefined;
      if (mail.kind === "ask" && now - mail.created_at > ASK_WITHIN_MS) {
        await trx.deleteFrom("mails").where("id", "=", mail.id).execute();
        continue;
      }
      if (mail.kind === "ask" && (await countAsks(trx, now, mail.id)) >= MOST_ASKS_AN_HOUR) {
        await trx
          .updateTable("mails")
          .set({ send_at: now + 10 * MINUTE_MS })
          .where("kind", "=", "ask")
          .where("state", "=", "waiting")
          .where("send_at", "<", now + 10 * MINUTE_MS)
          .execute();
        continue;
      }
      const taken = { state: "sending" as const, claimed_at: now, attempts: mail.attempts + 1 };
      await trx.updateTable("mails").set(taken).where("id", "=", mail.id).execute();
      return { ...mail, ...taken };
    }
  });
}

async function send(line: Line, db: Db, mail: MailRow, ready: ReadyMail, sending: Sending): Promise<SendOutcome> {
  const letter = await envelope(db, mail, ready, sending);
  const renewing = setInterval(() => renew(db, mail, sending.now()), RENEW_EVERY_MS);
  return line.send(letter).finally(() => clearInterval(renewing));
}

async function renew(db: Db, { id }: MailRow, now: number): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx.updateTable("mails").set({ claimed_at: now }).where("id", "=", id).where("state", "=", "sending").execute(),
  )
    // The note of its outcome will fail too, and that is heard.
    .catch(() => undefined);
}

/** The first of them. */
function dueMails(db: Db | Trx, now: number) {
  return db
    .selectFrom("mails")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb("state", "=", "waiting"), eb("send_at", "<=", now)]),
        eb.and([
          eb("state", "=", "sending"),
          // Or later than now: the clock was set back since.
          eb.or([eb("claimed_at", "<", now - LEASE_MS), eb("claimed_at", ">", now + LEASE_MS)]),
        ]),
      ]),
    )
    .orderBy("send_at")
    .orderBy("id")
    .limit(1);
}

async function countAsks(trx: Trx, now: number, except: number): Promise<number> {
  const { count } = await trx
    .selectFrom("mails")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("kind", "=", "ask")
    .where("state", "<>", "waiting")
    .where("claimed_at", ">", now - HOUR_MS)
    // What a clock sent that was a year ahead keeps nobody waiting for a year.
    .where("claimed_at", "<", now + HOUR_MS)
    .where("id", "<>", except)
    .executeTakeFirstOrThrow();
  return count;
}

/** Nothing is left to say, or nobody to say it to. */
async function dropMail(db: Db, { id }: MailRow): Promise<void> {
  await inQuietTransaction(db, (trx) => trx.deleteFrom("mails").where("id", "=", id).execute());
}

async function envelope(db: Db, mail: MailRow, ready: ReadyMail, { site, secret }: Sending) {
  const host = new URL(site.origin).hostname;
  const stopUrl = site.origin + mailPath(ready.token);
  const root = `${sign(secret, "thread", ready.followId).slice(0, 22)}@${host}`;
  const before = await db
    .selectFrom("mails")
    .select("message_id")
    .where("follow_id", "=", ready.followId)
    .where("state", "=", "sent")
    .where("id", "<", mail.id)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const last = before && `${before.message_id}@${host}`;
  return {
    to: { name: "", address: ready.to },
    replyTo: ready.replyTo,
    subject: ready.subject,
    text: ready.text,
    html: ready.html,
    messageId: `<${mail.message_id}@${host}>`,
    inReplyTo: last && `<${last}>`,
    // The first is nobody's: it holds a thread together also where a mail of it is lost.
    references: [root, ...(last ? [last] : [])].map((id) => `<${id}>`),
    date: new Date(mail.created_at),
    headers: {
      // RFC 3834: no machine answers, so that no two of them answer each other for ever.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      // RFC 8058
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "List-Id": `<ticket-${ready.ticketId}.${host}>`,
    },
    list: { unsubscribe: stopUrl },
  };
}

async function noteOutcome(db: Db, mail: MailRow, outcome: SendOutcome, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx
      .updateTable("mails")
      .set(changeAfter(mail, outcome, now))
      .where("id", "=", mail.id)
      .execute();
    if (outcome.state === "refused" && outcome.gone) await stopAddress(trx, mail, outcome.reason, now);
  });
}

function changeAfter(mail: MailRow, outcome: SendOutcome, now: number): Partial<MailRow> {
  if (outcome.state === "sent") return { state: "sent", sent_at: now, failure: null };
  const failure = outcome.reason;
  if (outcome.state === "refused" || now - mail.created_at > GIVE_UP_MS) return { state: "failed", failure };
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (mail.attempts - 1), LONGEST_WAIT_MS);
  // Where nobody answers it is no fault of this mail: the next try is the loop's to decide.
  if (outcome.state === "down") return { state: "waiting", failure, send_at: now, attempts: mail.attempts - 1 };
  return { state: "waiting", failure, send_at: now + wait };
}

async function stopAddress(trx: Trx, { follow_id }: MailRow, bounce: string, now: number): Promise<void> {
  await trx
    .updateTable("mail_addresses")
    .set({ bounced_at: now, bounce })
    .where("id", "in", (eb) =>
      eb
        .selectFrom("mail_follows")
        .select("address_id")
        .where("id", "=", follow_id ?? 0),
    )
    .execute();
}
