import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble } from "#db/client.ts";
import { isDiskTrouble } from "#db/disk-trouble.ts";
import { holding, LEASE_MS } from "~/jobs/claim.server.ts";
import { type Loop, nothingToDo, runUntilStopped } from "~/jobs/run-until-stopped.server.ts";
import { type Box, openBox, type Place } from "./imap-box.server.ts";
import { claimSource, findSource, leaveSource, noteSource } from "./mail-source.server.ts";
import { MAX_MAIL_BYTES, type Taking, takeMail } from "./take-mail.server.ts";

const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A server tells what comes at once; one that does not is asked so often. */
const LOOK_EVERY_MS = 60_000;
/** A mail at which something fails again and again holds up no other. */
const MOST_TRIES = 3;

interface Log {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

interface LoopOptions {
  imapUrl: string | undefined;
  /** What is needed to take a mail, asked for each. */
  taking: () => Promise<Taking>;
  log: Log;
  firstPauseMs?: number;
}

/**
 * Looks into the mailbox of answers while the process lives, one process at a time. While it cannot be reached, it is tried again after ever
 * longer pauses, up to five minutes.
 */
export function runMailIn(db: Db, { imapUrl, taking, log, firstPauseMs = FIRST_PAUSE_MS }: LoopOptions): Loop {
  if (imapUrl === undefined) return nothingToDo;
  let box: Box | undefined;
  const tries = new Map<number, number>();
  const leave = () => {
    box?.close();
    box = undefined;
  };
  const lookAndWait = async (signal: AbortSignal) => {
    box ??= await openBox(imapUrl, { mostBytes: MAX_MAIL_BYTES });
    signal.throwIfAborted();
    signal.addEventListener("abort", leave, { once: true });
    await lookOnce(db, box, { taking, tries, log, signal });
    await box.wait(LOOK_EVERY_MS);
  };
  const loop = runUntilStopped(db, {
    // The wait for the next mail is part of a look.
    everyMs: 0,
    firstPauseMs,
    longestPauseMs: LONGEST_PAUSE_MS,
    async look(signal) {
      if (!(await claimSource(db, "imap", Date.now()))) {
        leave();
        await sleep(LEASE_MS, undefined, { signal, ref: false }).catch(() => undefined);
        return true;
      }
      const renew = (now: number) => claimSource(db, "imap", now);
      await holding({ renew, signal }, lookAndWait);
      return true;
    },
    async failed(error, failures) {
      leave();
      const fault = (error as Error).message.replace(/\s+/g, " ").slice(0, 300);
      if (failures === 0) log.warn({ reason: fault }, "the mailbox of answers cannot be read: it is tried again");
      await noteSource(db, "imap", { fault, fault_at: Date.now() }).catch(() => undefined);
    },
    close: leave,
  });
  return {
    async stop() {
      await loop.stop();
      await leaveSource(db, "imap").catch(() => undefined);
    },
  };
}

interface Look {
  taking: LoopOptions["taking"];
  /** How often a mail has failed. */
  tries: Map<number, number>;
  log: Log;
  signal?: AbortSignal;
}

/** Takes what has come since the last look, and notes after each mail how far it is. */
export async function lookOnce(db: Db, box: Box, { taking, tries, log, signal }: Look): Promise<void> {
  const source = await findSource(db, "imap");
  const place: Place = { validity: source?.validity ?? null, lastUid: source?.last_uid ?? 0 };
  const { validity } = box;
  let lastUid = place.validity === validity ? place.lastUid : 0;
  await box.look(place, async ({ uid, bytes }) => {
    signal?.throwIfAborted();
    const outcome = bytes ? await takeOrGiveUp(db, { uid, bytes }, { taking, tries, log }) : "unreadable";
    lastUid = uid;
    await noteSource(db, "imap", { validity, last_uid: uid, mail_at: Date.now() });
    return outcome;
  });
  await noteSource(db, "imap", { validity, last_uid: lastUid, looked_at: Date.now(), fault: null, fault_at: null });
}

async function takeOrGiveUp(db: Db, { uid, bytes }: { uid: number; bytes: Uint8Array }, { taking, tries, log }: Look) {
  try {
    return await takeMail(db, bytes, await taking());
  } catch (error) {
    const failed = (tries.get(uid) ?? 0) + 1;
    tries.set(uid, failed);
    if (failed < MOST_TRIES || hasDiskTrouble(db) || isDiskTrouble(error)) throw error;
    log.error({ err: error }, "a mail could not be taken");
    return "unreadable" as const;
  }
}
