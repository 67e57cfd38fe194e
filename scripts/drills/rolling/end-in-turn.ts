import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { restsFor } from "../paced.ts";
import { Visitors } from "../stale-pages/people.ts";
import { type ReadCounts, readAsStranger } from "../stale-pages/read.ts";
import { Subjects } from "../stale-pages/subjects.ts";
import { publishArticle, writeArticles } from "../stale-pages/write-articles.ts";
import { openTicket, writeTickets } from "../stale-pages/write-tickets.ts";
import { withDatabase } from "../with-database.ts";
import { findLost, type Lost } from "../writers/find-lost.ts";
import { findWrong, findWrongFiles } from "../writers/find-wrong.ts";
import { gatherWriters } from "../writers/gather-writers.ts";
import { waitForWork } from "../writers/wait-for-work.ts";
import { findDoneTwice, noteClaims } from "./claims.ts";
import type { Ended, Fleet, Signal } from "./fleet.ts";
import type { Place } from "./place.ts";
import { type Failed, type Watched, WatchedBrowser, watchedAsk } from "./watch.ts";

/** Of those whose every write is looked for at the end, and of those whose pages are looked at meanwhile. */
const WRITES_PER_SECOND = 15;
const SHOWN_PER_SECOND = 10;
const READS_PER_SECOND = 60;
const [TICKET_WRITERS, READERS] = [3, 6];
const MAY_BE_OLD_MS = 1_000;
const AGAIN_AFTER_MS = 100;

export interface Rolled extends Lost {
  proxy: string;
  ended: number;
  slowestMs: number;
  answered: number;
  sentAgain: number;
  refused: string[];
  requests: number;
  failed: number;
  /** Requests that failed although the process that was ended did not have them. */
  unexplained: string[];
  reads: number;
  oldestMs: number;
  stale: string[];
  /** Pieces of work behind the answers, and those that two processes did. */
  work: number;
  doneTwice: string[];
  /** Counts, index, files, work that was left, and what the processes said. */
  faults: string[];
}

interface Rolling {
  seconds: number;
  everyMs: number;
  signal: Signal;
}

export async function endInTurn({ dataDir, databaseUrl, fleet, proxy }: Place, rolling: Rolling): Promise<Rolled> {
  await withDatabase(databaseUrl, noteClaims);
  const watched: Watched = { count: 0, failed: [] };
  const browserAt = (port: number, address: string) => new WatchedBrowser(port, address, watched);
  const writers = gatherWriters({ visitors: 6, agents: 2, hasMail: true, browserAt });
  for (const agent of writers.agents) await agent.begin(proxy.port);
  const counts: ReadCounts = { reads: 0, notModified: 0, stale: [], oldestMs: 0 };
  const shown = await beginShown([proxy.port], new Visitors([proxy.port], browserAt, true), databaseUrl);
  const until = performance.now() + rolling.seconds * 1000;
  const isOver = () => performance.now() > until;
  const [forWriters, forShown, forReaders] = [
    restsFor(writers.all.length, WRITES_PER_SECOND),
    restsFor(TICKET_WRITERS + 1, SHOWN_PER_SECOND),
    restsFor(READERS, READS_PER_SECOND),
  ];
  const acting = Promise.all([
    ...writers.all.map(async (writer) => {
      const rest = forWriters();
      // What has no answer is sent again, as people do.
      while ((await writer.write(proxy.port, { isOver, rest })) === "gone") await sleep(AGAIN_AFTER_MS);
    }),
    ...shown.write({ isOver, rests: forShown }),
    ...Array.from({ length: READERS }, () =>
      readAsStranger({
        ...{ subjects: shown.subjects, ports: [proxy.port], isOver, counts },
        ...{ ask: watchedAsk(watched), mayBeOldMs: MAY_BE_OLD_MS, rest: forReaders() },
      }),
    ),
  ]);
  await Promise.all([acting, renewInTurn(fleet, rolling, isOver)]);
  await Promise.all(writers.all.map((writer) => writer.sendAgain(proxy.port)));
  await shown.close();
  await withDatabase(databaseUrl, (db) => waitForWork(db));
  // What comes due while the processes stop is for the next ones.
  const dueBefore = Date.now();
  await fleet.stop();
  const { done, twice } = await withDatabase(databaseUrl, (db) => findDoneTwice(db, fleet.ended));
  return withDatabase(databaseUrl, async (db) => ({
    work: done,
    doneTwice: twice,
    ...(await findLost(db, writers.answered())),
    proxy: proxy.name,
    ended: fleet.ended.length,
    slowestMs: Math.round(Math.max(...fleet.ended.map(({ at, backAt }) => backAt - at))),
    answered: writers.countAnswered() + shown.subjects.writes,
    sentAgain: writers.all.reduce((sum, { sentAgain }) => sum + sentAgain, 0),
    refused: writers.refused(),
    requests: watched.count,
    failed: watched.failed.length,
    unexplained: watched.failed
      .filter((failed) => !fleet.ended.some((ended) => isOf(ended, failed, rolling)))
      .map(told),
    ...{ reads: counts.reads, oldestMs: counts.oldestMs, stale: counts.stale },
    faults: [
      ...fleet.faults,
      ...(await findWrong(db, dueBefore)),
      ...(await findWrongFiles(db, dataDir, { afterTidying: true })),
    ],
  }));
}

/** One after the other; the next not before the last is back. */
async function renewInTurn(fleet: Fleet, { everyMs, signal }: Rolling, isOver: () => boolean): Promise<void> {
  let next = performance.now() + everyMs / 2;
  for (let turn = 0; ; turn++) {
    await sleep(Math.max(0, next - performance.now()));
    if (isOver()) return;
    const member = fleet.members[turn % fleet.members.length];
    if (member) await fleet.renew(member, signal);
    next += everyMs;
  }
}

/** Whether a process that was killed had the request: it was sent before it was gone, and failed after. */
function isOf({ member, at, goneAt }: Ended, { sentAt, failedAt, upstreams }: Failed, { signal }: Rolling): boolean {
  if (signal !== "SIGKILL" || !member.isWeb) return false;
  const isAsked = upstreams.length === 0 || upstreams.includes(member.port);
  return isAsked && sentAt <= goneAt && failedAt >= at;
}

const told = ({ what, why, sentAt, failedAt, upstreams }: Failed) =>
  `${what} failed after ${Math.round(failedAt - sentAt)} ms: ${why} ${upstreams.join()}`;

/** What is written and looked at on pages: tickets, and an article. */
async function beginShown(ports: number[], visitors: Visitors, databaseUrl: string) {
  const subjects = new Subjects(true);
  const db = openDatabase(databaseUrl);
  const all = { subjects, visitors, team: await visitors.signIn(), db, ports, sendsAgain: true };
  const begin = { ...all, isOver: () => false, rest: async () => {} };
  const tickets = await Promise.all(Array.from({ length: TICKET_WRITERS }, () => openTicket(begin)));
  const article = await publishArticle(begin);
  return {
    subjects,
    write: ({ isOver, rests }: { isOver: () => boolean; rests: () => () => Promise<void> }) => [
      ...tickets.map((ticket) => writeTickets({ ...all, isOver, rest: rests() }, ticket)),
      writeArticles({ ...all, isOver, rest: rests() }, article),
    ],
    close: () => closeDatabase(db),
  };
}
