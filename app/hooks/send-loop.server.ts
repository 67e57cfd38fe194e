import type { Db } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import { type Loop, runUntilStopped } from "~/jobs/run-until-stopped.server.ts";
import type { Site } from "~/site/site.ts";
import type { Trouble } from "./send-after.server.ts";
import { sendDeliveries } from "./send-deliveries.server.ts";

const onTrouble = ({ isStopped, ...trouble }: Trouble) =>
  log.warn(
    trouble,
    isStopped
      ? "a chat or program took nothing for a day: it is switched off"
      : "a chat or program takes nothing: it is tried again",
  );

/** Tells chats and programs while the process lives, beside the other jobs: none of these waits for a slow one. */
export function runHooks(db: Db, config: Config, findSite: () => Promise<Site>): Loop {
  const { secret, telegramUrl, allowInner } = config;
  const outgoing = { telegramUrl, allowInner };
  return runUntilStopped(db, {
    everyMs: 1_000,
    firstPauseMs: 15_000,
    async look(signal) {
      await sendDeliveries(db, { secret, outgoing, site: await findSite(), now: Date.now, signal, onTrouble });
      return true;
    },
    failed: (error) => log.error({ err: error }, "chats and programs could not be told"),
  });
}
