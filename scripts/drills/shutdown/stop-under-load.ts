import { existsSync, statSync } from "node:fs";
import type { RunningSite } from "../../../tests/support/journey.ts";
import { isGone } from "../is-gone.ts";
import { databaseIn } from "../with-database.ts";
import type { Writer } from "../writers/writer.ts";

export interface Stopped {
  code: number | null;
  ms: number;
  /** Of the requests that were on their way. */
  answered: number;
  cutOff: number;
  /** Of the database's log, in bytes. */
  logLeft: number;
}

/** Sends one prepared form for each writer, all at once, and stops the site while they are on their way. */
export async function stopUnderLoad(site: RunningSite, writers: Writer[], afterMs: number): Promise<Stopped> {
  for (const writer of writers) await writer.prepareOne(site.port);
  const sending = writers.map((writer) =>
    writer.sendAgain(site.port).then(
      () => true,
      (error) => {
        if (isGone(error)) return false;
        throw error;
      },
    ),
  );
  await new Promise((passed) => setTimeout(passed, afterMs));
  const startedAt = performance.now();
  const [code, ...outcomes] = await Promise.all([site.stop(), ...sending]);
  const ms = Math.round(performance.now() - startedAt);
  const answered = outcomes.filter(Boolean).length;
  return { code, ms, answered, cutOff: outcomes.length - answered, logLeft: logSize(site.dataDir) };
}

export function logSize(dataDir: string): number {
  const log = `${databaseIn(dataDir)}-wal`;
  return existsSync(log) ? statSync(log).size : 0;
}
