import webPush from "web-push";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { PushRow } from "#db/schema.ts";
import { skipLocked } from "#db/skip-locked.ts";
import { sign } from "~/http/signing.server.ts";
import type { Site } from "~/site/site.ts";
import { forgetBrowser } from "./forget-browsers.server.ts";
import { type PushKeys, pushKeys } from "./push-keys.server.ts";
import type { Carrier } from "./send-carrier.server.ts";
import { GIVE_UP_MS, outcomeOf, type PushOutcome } from "./send-outcome.ts";
import { readPayload } from "./show-payload.server.ts";

/** Of a push that a process took so long ago it knows nothing any more: it was killed. Longer than all its calls take. */
const LEASE_MS = 60_000;
/** So many are on their way at once. */
const AT_ONCE = 8;

export interface Sending {
  carrier: Carrier;
  secret: string;
  site: Site;
  /** Whom a push service may write to about us (RFC 8292). */
  contact: string;
  now: () => number;
  signal?: AbortSignal;
}

interface DuePush extends PushRow {
  endpoint: string;
  p256dh: string;
  auth: string;
  visitor_id: number | null;
  session_id: number | null;
}

/** What a push service has and the disk did not take note of: it is not sent again while this process lives. */
const notNoted = new Map<string, PushOutcome>();

/** Sends all pushes that are due, and returns how many a push service took. */
export async function sendDuePushes(db: Db, sending: Sending): Promise<number> {
  let sent = 0;
  while (!sending.signal?.aborted) {
    const due = await takePushes(db, sending.now());
    const outcomes = await Promise.all(due.map((push) => sendOne(db, push, sending)));
    sent += outcomes.filter((outcome) => outcome === "sent").length;
    if (due.length === 0) break;
  }
  return sent;
}

/** The next pushes that are due, taken so that no other process takes them too. */
async function takePushes(db: Db, now: number): Promise<DuePush[]> {
  // Most of the time nothing is: then no write is begun.
  if (!(await duePushes(db, now).executeTakeFirst())) return [];
  return inQuietTransaction(db, async (trx) => {
    const due: DuePush[] = await skipLocked(trx, duePushes(trx, now), "pushes").execute();
    for (const push of due) {
      push.attempts += 1;
      const taken = {
        state: "sending" as const,
        claimed_at: now,
        attempts: push.attempts,
      };
      await trx.updateTable("pushes").set(taken).where("id", "=", push.id).execute();
    }
    return due;
  });
}

function duePushes(db: Db | Trx, now: number) {
  return db
    .selectFrom("pushes")
    .innerJoin("push_browsers", "push_browsers.id", "pushes.browser_id")
    .selectAll("pushes")
    .select(["push_browsers.endpoint", "push_browsers.p256dh", "push_browsers.auth"])
    .select(["push_browsers.visitor_id", "push_browsers.session_id"])
    .where((eb) =>
      eb.or([
        eb.and([eb("pushes.state", "=", "waiting"), eb("pushes.send_at", "<=", now)]),
        eb.and([eb("pushes.state", "=", "sending"), eb("pushes.claimed_at", "<", now - LEASE_MS)]),
      ]),
    )
    .orderBy("pushes.send_at")
    .orderBy("pushes.id")
    .limit(AT_ONCE);
}

async function sendOne(db: Db, push: DuePush, sending: Sending): Promise<PushOutcome["state"] | "nothing"> {
  const { site, carrier, now } = sending;
  const payload = await readPayload(db, push, { site, now: now() });
  if (!payload) {
    await inQuietTransaction(db, (trx) => trx.deleteFrom("pushes").where("id", "=", push.id).execute());
    return "nothing";
  }
  let outcome = notNoted.get(push.push_key);
  if (!outcome) {
    const parcel = wrap(push, JSON.stringify(payload), sending);
    const said = parcel instanceof Error ? { status: 400, words: parcel.message } : await carrier.hand(parcel);
    outcome = outcomeOf(said, {
      attempts: push.attempts,
      createdAt: push.created_at,
      now: now(),
    });
  }
  notNoted.set(push.push_key, outcome);
  await noteOutcome(db, push, outcome);
  notNoted.delete(push.push_key);
  return outcome.state;
}

/** Encrypts for that browser alone (RFC 8291); or what the library has against its keys. */
function wrap(push: DuePush, text: string, { secret, contact, now }: Sending) {
  const { endpoint, p256dh, auth } = push;
  const left = Math.max(0, push.created_at + GIVE_UP_MS - now());
  try {
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
      vapidDetails: {
        subject: contact,
        ...(pushKeys(secret) satisfies PushKeys),
      },
      TTL: Math.round(left / 1000),
      // What still waits at the service when newer comes is replaced, and a second try of the same too.
      topic: sign(secret, "push", push.browser_id, push.ticket_id).slice(0, 32),
      urgency: "normal",
    });
    return {
      endpoint,
      headers: headers as Record<string, string | number>,
      body: body as Buffer,
    };
  } catch (error) {
    return error as Error;
  }
}

async function noteOutcome(db: Db, push: DuePush, outcome: PushOutcome): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    if (outcome.state === "gone") return forgetBrowser(trx, push.browser_id);
    const change =
      outcome.state === "later"
        ? {
            state: "waiting" as const,
            failure: outcome.reason,
            send_at: outcome.at,
          }
        : {
            state: outcome.state,
            failure: outcome.state === "failed" ? outcome.reason : null,
          };
    await trx.updateTable("pushes").set(change).where("id", "=", push.id).execute();
  });
}
