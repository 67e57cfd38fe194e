import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import type { Site } from "~/site/site.ts";
import { openCarrier } from "./send-carrier.server.ts";
import { sendDuePushes } from "./send-pushes.server.ts";

const LOOK_EVERY_MS = 1_000;
const PAUSE_MS = 30_000;
const STOP_WITHIN_MS = 5_000;

/** Sends pushes while the process lives, beside the jobs: a push service that does not answer holds up nothing else. */
export function runPushes(db: Db, config: Config, findSite: () => Promise<Site>): { stop: () => Promise<void> } {
  const { secret, origin, mailFrom } = config;
  // A push service takes no other address for a contact.
  const contact = origin.startsWith("https:") ? origin : `mailto:${mailFrom.address}`;
  const stopping = new AbortController();
  const { signal } = stopping;
  const carrier = openCarrier();
  const working = (async () => {
    while (!signal.aborted) {
      let pause = LOOK_EVERY_MS;
      try {
        // What cannot be noted is not sent.
        if (!hasDiskTrouble(db)) {
          await sendDuePushes(db, {
            carrier,
            secret,
            contact,
            site: await findSite(),
            now: Date.now,
            signal,
          });
        }
      } catch (error) {
        log.error({ err: error }, "pushes could not be sent");
        pause = PAUSE_MS;
      }
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.race([working, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      carrier.close();
    },
  };
}
