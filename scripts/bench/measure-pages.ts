import { writeFileSync } from "node:fs";
import path from "node:path";
import { type Db, inTransaction } from "#db/client.ts";
import { EVERYTHING, makesStale } from "#db/stale.ts";
import { ticketPath } from "~/urls.ts";
import { answerOf } from "./answer-of.ts";
import { load, type Measured, median, type Sent } from "./load.ts";
import { type RunningServer, startCeiling } from "./running-server.ts";
import type { Row } from "./table.ts";

const ROUNDS = 4;
/** A turn is so many requests, not so many seconds: on a busy machine the bare server would stay cold. */
const REQUESTS = 20_000;
const CONNECTIONS = 64;
const UNCACHED = 500;
/** Pages made anew before the first counts: the code of a page is warm after some thousands, as that of the bare server. */
const WARM_PAGES = 6_000;
const encodings = ["br", "gzip"] as const;

/** Kept pages beside a server that does nothing but send the same head and body, in turn, and pages made anew. */
export async function measurePages(db: Db, site: RunningServer, folder: string): Promise<Row[]> {
  const paths = await listLongTickets(db);
  const kept: Sent = { path: String(paths[0]) };
  const rows: Row[] = [];
  const uncached: number[] = [];
  let ceilingMs = 0;

  for (let pages = 0; pages < WARM_PAGES; pages += UNCACHED) await measureUncached(db, site, paths);
  for (const encoding of encodings) {
    const headers = { "accept-encoding": encoding };
    const answer = await answerOf(site.origin + kept.path, headers);
    const file = path.join(folder, `${encoding}.json`);
    writeFileSync(file, JSON.stringify({ headers: answer.headers, body: answer.body.toString("base64") }));
    const ceiling = await startCeiling(file);
    const again = { ...kept, headers: { ...headers, "if-none-match": String(answer.etag) } };
    const turns: Record<"ceiling" | "page" | "notModified", Measured>[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const many = { connections: CONNECTIONS, requests: REQUESTS };
      turns.push({
        ceiling: await load(ceiling, many, { ...kept, headers }),
        page: await load(site, many, { ...kept, headers }),
        notModified: await load(site, many, again, [304]),
      });
      uncached.push(await measureUncached(db, site, paths));
    }
    await ceiling.stop();
    turns.shift(); // until the code is warm
    ceilingMs = median(turns.map(({ ceiling }) => ceiling.processorMs));
    rows.push(
      row(`kept ticket page, ${encoding}`, "page", 0.85, turns),
      row(`304 instead of it, ${encoding}`, "notModified", 1.2, turns),
    );
  }
  const perPage = median(uncached);
  rows.push({
    what: "ticket page with ten replies, made anew",
    measured: `${(perPage / ceilingMs).toFixed(1)} × the bare server's processor time`,
    wanted: "≤ 35 ×",
    more: `${perPage.toFixed(2)} ms of ${ceilingMs.toFixed(3)}`,
  });
  return rows;
}

/** The best known way to compare on a machine that does other things too: each round's own ratio, and their middle. */
function row(
  what: string,
  which: "page" | "notModified",
  wanted: number,
  turns: Record<"ceiling" | "page" | "notModified", Measured>[],
): Row {
  const ofRequests = median(turns.map((turn) => turn[which].perSecond / turn.ceiling.perSecond));
  const ofProcessor = median(turns.map((turn) => turn.ceiling.processorMs / turn[which].processorMs));
  const perSecond = median(turns.map((turn) => turn[which].perSecond));
  const errors = turns.reduce((sum, turn) => sum + turn[which].errors + turn.ceiling.errors, 0);
  return {
    what,
    measured: `${ofRequests.toFixed(2)} × its requests a second`,
    wanted: `≥ ${wanted} ×`,
    more: `${ofProcessor.toFixed(2)} × by processor time; ${Math.round(perSecond)} a second, ${errors} errors`,
  };
}

/** Processor milliseconds for a page that nobody has asked for since everything changed. */
async function measureUncached(db: Db, site: RunningServer, paths: string[]): Promise<number> {
  await inTransaction(db, async (trx) => makesStale(trx, EVERYTHING));
  let at = 0;
  const next = () => ({ path: String(paths[at++ % paths.length]) });
  const { processorMs, errors } = await load(
    site,
    { connections: 4, requests: Math.min(UNCACHED, paths.length) },
    next,
  );
  if (errors > 0) throw new Error(`${errors} pages failed`);
  return processorMs;
}

export async function listLongTickets(db: Db): Promise<string[]> {
  const tickets = await db
    .selectFrom("tickets")
    .select(["id", "slug"])
    .where("reply_count", "=", 10)
    // They can be voted for.
    .where("kind", "in", ["problem", "idea"])
    .where("visibility", "=", "public")
    .where("moderation", "=", "published")
    .where("removed_at", "is", null)
    .where("merged_into_id", "is", null)
    .orderBy("id", "desc")
    .limit(1_000)
    .execute();
  return tickets.map((ticket) => ticketPath(ticket));
}
