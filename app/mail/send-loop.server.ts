import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import type { Site } from "~/site/site.ts";
import { sendDueMails } from "./send-mails.server.ts";

const LOOK_EVERY_MS = 1_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const STOP_WITHIN_MS = 5_000;

/**
 * Sends mails while the process lives, beside the other jobs: a mail server that does not answer holds up nothing else.
 * While it is down, it is tried again after ever longer pauses, up to five minutes.
 */
export function runMail(db: Db, config: Config, findSite: () => Promise<Site>): { stop: () => Promise<void> } {
  const { smtpUrl, mailFrom, mailIn, secret } = config;
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = (async () => {
    let failures = 0;
    while (smtpUrl !== undefined && !signal.aborted) {
      let trouble: string | undefined;
      try {
        // What cannot be noted is not sent.
        if (!hasDiskTrouble(db)) {
          const post = { smtpUrl, mailFrom, answersTo: mailIn?.address };
          ({ trouble } = await sendDueMails(db, { post, secret, site: await findSite(), now: Date.now, signal }));
        }
      } catch (error) {
        log.error({ err: error }, "mails could not be sent");
        trouble = "failed";
      }
      if (trouble && failures === 0) log.warn({ reason: trouble }, "the mail server takes nothing: mails wait");
      failures = trouble ? failures + 1 : 0;
      const pause = trouble ? Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS) : LOOK_EVERY_MS;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      // What a slow server has not answered by then is sent again by the next process.
      await Promise.race([working, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
