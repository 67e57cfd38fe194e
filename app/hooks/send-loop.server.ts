import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import type { Site } from "~/site/site.ts";
import type { Trouble } from "./send-after.server.ts";
import { sendDeliveries } from "./send-deliveries.server.ts";

const LOOK_EVERY_MS = 1_000;
const AFTER_TROUBLE_MS = 15_000;
const STOP_WITHIN_MS = 5_000;

const onTrouble = ({ isStopped, ...trouble }: Trouble) =>
  log.warn(
    trouble,
    isStopped
      ? "a chat or program took nothing for a day: it is switched off"
      : "a chat or program takes nothing: it is tried again",
  );

/** Tells chats and programs while the process lives, beside the other jobs: none of these waits for a slow one. */
export function runHooks(db: Db, config: Config, findSite: () => Promise<Site>): { stop: () => Promise<void> } {
  const { secret, telegramUrl, allowInner } = config;
  const outgoing = { telegramUrl, allowInner };
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = (async () => {
    while (!signal.aborted) {
      let pause = LOOK_EVERY_MS;
      try {
        // What cannot be noted is not sent.
        if (!hasDiskTrouble(db)) {
          await sendDeliveries(db, { secret, outgoing, site: await findSite(), now: Date.now, signal, onTrouble });
        }
      } catch (error) {
        log.error({ err: error }, "chats and programs could not be told");
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
