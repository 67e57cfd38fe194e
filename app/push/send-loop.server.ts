import type { Db } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import { type Loop, runUntilStopped } from "~/jobs/run-until-stopped.server.ts";
import type { Site } from "~/site/site.ts";
import { openCarrier } from "./send-carrier.server.ts";
import { sendDuePushes } from "./send-pushes.server.ts";

/** Sends pushes while the process lives, beside the jobs: a push service that does not answer holds up nothing else. */
export function runPushes(db: Db, config: Config, findSite: () => Promise<Site>): Loop {
  const { secret, origin, mailFrom } = config;
  // A push service takes no other address for a contact.
  const contact = origin.startsWith("https:") ? origin : `mailto:${mailFrom.address}`;
  const carrier = openCarrier();
  return runUntilStopped(db, {
    everyMs: 1_000,
    firstPauseMs: 30_000,
    async look(signal) {
      await sendDuePushes(db, { carrier, secret, contact, site: await findSite(), now: Date.now, signal });
      return true;
    },
    failed: (error) => log.error({ err: error }, "pushes could not be sent"),
    close: () => carrier.close(),
  });
}
