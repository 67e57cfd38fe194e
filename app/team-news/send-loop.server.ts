import type { Db } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import { type Loop, runUntilStopped } from "~/jobs/run-until-stopped.server.ts";
import type { Site } from "~/site/site.ts";
import { sendTeamLetters } from "./send-letters.server.ts";
import { tellOverdue } from "./send-overdue.server.ts";

const OVERDUE_EVERY_MS = 60_000;

/** Looks for who waits too long, and writes to the agents, while the process lives. */
export function runTeamNews(db: Db, config: Config, findSite: () => Promise<Site>): Loop {
  const { smtpUrl, mailFrom, mailIn, secret } = config;
  let overdueAt = 0;
  return runUntilStopped(db, {
    everyMs: 10_000,
    firstPauseMs: 60_000,
    async look(signal) {
      if (Date.now() > overdueAt) {
        await tellOverdue(db, Date.now());
        overdueAt = Date.now() + OVERDUE_EVERY_MS;
      }
      if (smtpUrl === undefined) return true;
      // The team's voice needs a mail that is proven to be theirs: where nobody looks, none is asked for.
      const post = { smtpUrl, mailFrom, answersTo: mailIn?.authServerId && mailIn.address };
      const { trouble } = await sendTeamLetters(db, { post, secret, site: await findSite(), now: Date.now, signal });
      return !trouble;
    },
    failed: (error) => log.error({ err: error }, "the team could not be written to"),
  });
}
