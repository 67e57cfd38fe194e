import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { log } from "~/http/request-log.server.ts";
import { COLLECT_MS, readIndexNow, scheduleTelling } from "~/site/indexnow.server.ts";
import { type IndexNow, isLocalOrigin, type Stop, type Told } from "~/site/indexnow.ts";
import { saveSetting } from "~/site/save-settings.server.ts";
import { keyPath } from "~/urls.ts";

/** As many as one request may carry. */
const MOST_ADDRESSES = 10_000;
const TIME_LIMIT_MS = 10_000;
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1000;
const IN_ONE_STATEMENT = 500;

interface Telling {
  /** The endpoint of IndexNow. */
  url: string;
  origin: string;
  /** How often it was tried already without an answer that helps. */
  attempt: number;
  now: number;
}

interface Answer {
  status: number | null;
  /** How long the endpoint asks to be left alone. */
  waitMs: number;
}

/**
 * Tells search engines which public addresses changed since the last time. Where nobody answers, or the answer is
 * "too many", it asks to be called again, each time later; where the key or the addresses are refused it stops, and the
 * settings say so.
 */
export async function sendAddresses(db: Db, { url, origin, attempt, now }: Telling): Promise<void> {
  const indexNow = await readIndexNow(db);
  if (!indexNow?.isOn || indexNow.stopped) return;
  if (isLocalOrigin(origin)) {
    log.warn("IndexNow: nothing is sent, BASE_URL is an address of this machine");
    return keep(db, { ...indexNow, stopped: "local" }, now);
  }
  const changed = await db
    .selectFrom("changed_addresses")
    .selectAll()
    .orderBy("noted_at")
    .orderBy("path")
    .limit(MOST_ADDRESSES)
    .execute();
  if (changed.length === 0) return;

  const urls = changed.map(({ path }) => origin + path);
  const answer = await post(url, { origin, key: indexNow.key, urls });
  const last: Told = { at: now, count: urls.length, status: answer.status };
  const stopped = stopFor(answer.status);
  if (stopped) {
    log.warn({ status: answer.status }, "IndexNow refused what it was told: nothing more is sent");
    return keep(db, { ...indexNow, stopped, last }, now);
  }
  await inQuietTransaction(db, async (trx) => {
    await saveSetting(trx, "indexnow", { ...((await readIndexNow(trx)) ?? indexNow), last }, now);
    if (!isTaken(answer.status)) {
      const runAt = now + Math.max(answer.waitMs, Math.min(COLLECT_MS * 2 ** attempt, LONGEST_WAIT_MS));
      return scheduleTelling(trx, { runAt, attempt: attempt + 1 });
    }
    await forget(trx, changed);
    const more = await trx.selectFrom("changed_addresses").select("path").limit(1).executeTakeFirst();
    const isFull = changed.length === MOST_ADDRESSES;
    if (more) await scheduleTelling(trx, { runAt: isFull ? now : now + COLLECT_MS, attempt: 0 });
  });
}

const isTaken = (status: number | null) => status === 200 || status === 202;

/** What no waiting mends. 429 and the server's own faults do pass. */
function stopFor(status: number | null): Stop | null {
  if (status === 403) return "key";
  if (status === 422) return "addresses";
  const isOurFault = status !== null && status >= 400 && status < 500 && status !== 429 && status !== 408;
  return isOurFault ? "request" : null;
}

async function post(url: string, { origin, key, urls }: { origin: string; key: string; urls: string[] }) {
  const { host } = new URL(origin);
  const answer: Answer = { status: null, waitMs: 0 };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify({ host, key, keyLocation: origin + keyPath(key), urlList: urls }),
      redirect: "manual",
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    answer.status = response.status;
    const seconds = Number(response.headers.get("retry-after") ?? 0);
    if (seconds > 0) answer.waitMs = Math.min(seconds * 1000, LONGEST_WAIT_MS);
    await response.body?.cancel();
  } catch (error) {
    log.warn({ err: error }, "IndexNow did not answer");
  }
  return answer;
}

async function keep(db: Db, indexNow: IndexNow, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    // Switched off meanwhile, it stays off.
    if ((await readIndexNow(trx))?.isOn) await saveSetting(trx, "indexnow", indexNow, now);
  });
}

/** What was sent, unless it changed again meanwhile. */
async function forget(trx: Trx, sent: { path: string; changed_at: number }[]): Promise<void> {
  const newest = Math.max(...sent.map(({ changed_at }) => changed_at));
  for (let from = 0; from < sent.length; from += IN_ONE_STATEMENT) {
    const paths = sent.slice(from, from + IN_ONE_STATEMENT).map(({ path }) => path);
    await trx.deleteFrom("changed_addresses").where("path", "in", paths).where("changed_at", "<=", newest).execute();
  }
}
