import { type Db, noticeForeignWrites } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { runHooks } from "~/hooks/send-loop.server.ts";
import { log } from "~/http/request-log.server.ts";
import { runMail } from "~/mail/send-loop.server.ts";
import { runMailIn } from "~/mail-in/mail-in-loop.server.ts";
import type { Taking } from "~/mail-in/take-mail.server.ts";
import { runPushes } from "~/push/send-loop.server.ts";
import type { Site } from "~/site/site.ts";
import { runTeamNews } from "~/team-news/send-loop.server.ts";
import { runJobs } from "./run-jobs.server.ts";
import type { Loop } from "./run-until-stopped.server.ts";

interface Surroundings {
  findSite: () => Promise<Site>;
  /** What is needed to take a mail out of the mailbox of answers, for a site with these settings. */
  taking: (site: Site) => Taking;
}

/**
 * All that a site does behind its answers. Several processes may: each piece is claimed by one of them before it is
 * done.
 */
export function runWork(db: Db, config: Config, { findSite, taking }: Surroundings): Loop {
  // Where nobody asks for pages, nobody else hears that another process has changed the settings.
  const findSiteNow = () => {
    noticeForeignWrites(db);
    return findSite();
  };
  const loops = [
    runJobs(db, config),
    ...[runMail, runPushes, runHooks, runTeamNews].map((run) => run(db, config, findSiteNow)),
    runMailIn(db, { imapUrl: config.mailIn?.imapUrl, taking: async () => taking(await findSiteNow()), log }),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
