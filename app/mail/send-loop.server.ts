import type { Db } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import { type Loop, nothingToDo, runUntilStopped } from "~/jobs/run-until-stopped.server.ts";
import type { Site } from "~/site/site.ts";
import { sendDueMails } from "./send-mails.server.ts";

/**
 * Sends mails while the process lives, beside the other jobs: a mail server that does not answer holds up nothing else.
 * While it is down, it is tried again after ever longer pauses, up to five minutes.
 */
export function runMail(db: Db, config: Config, findSite: () => Promise<Site>): Loop {
  const { smtpUrl, mailFrom, mailIn, secret } = config;
  if (smtpUrl === undefined) return nothingToDo;
  const post = { smtpUrl, mailFrom, answersTo: mailIn?.address };
  const waits = (reason: string, failures: number) => {
    if (failures === 0) log.warn({ reason }, "the mail server takes nothing: mails wait");
  };
  return runUntilStopped(db, {
    everyMs: 1_000,
    firstPauseMs: 15_000,
    longestPauseMs: 5 * 60_000,
    async look(signal, failures) {
      const { trouble } = await sendDueMails(db, { post, secret, site: await findSite(), now: Date.now, signal });
      if (trouble) waits(trouble, failures);
      return !trouble;
    },
    failed(error, failures) {
      log.error({ err: error }, "mails could not be sent");
      waits("failed", failures);
    },
  });
}
