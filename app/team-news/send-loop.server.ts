import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import type { Site } from "~/site/site.ts";
import { sendTeamLetters } from "./send-letters.server.ts";
import { tellOverdue } from "./send-overdue.server.ts";

const LOOK_EVERY_MS = 10_000;
const OVERDUE_EVERY_MS = 60_000;
const AFTER_TROUBLE_MS = 60_000;
const STOP_WITHIN_MS = 5_000;

/** Looks for who waits too long, and writes to the agents, while the process lives. */
export function runTeamNews(db: Db, config: Config, findSite: () => Promise<Site>): { stop: () => Promise<void> } {
  const { smtpUrl, mailFrom, mailIn, secret } = config;
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = (async () => {
    let overdueAt = 0;
    while (!signal.aborted) {
      let pause = LOOK_EVERY_MS;
      try {
        if (!hasDiskTrouble(db) && Date.now() > overdueAt) {
          await tellOverdue(db, Date.now());
          overdueAt = Date.now() + OVERDUE_EVERY_MS;
        }
        if (!hasDiskTrouble(db) && smtpUrl !== undefined) {
          // The team's voice needs a mail that is proven to be theirs: where nobody looks, none is asked for.
          const post = { smtpUrl, mailFrom, answersTo: mailIn?.authServerId && mailIn.address };
          const { trouble } = await sendTeamLetters(db, {
            post,
            secret,
            site: await findSite(),
            now: Date.now,
            signal,
          });
          if (trouble) pause = AFTER_TROUBLE_MS;
        }
      } catch (error) {
        log.error({ err: error }, "the team could not be written to");
        pause = AFTER_TROUBLE_MS;
      }
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.race([working, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
