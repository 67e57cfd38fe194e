import { type Db, emptyLog } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";
import { runDailyBackup, tryNewestBackup } from "~/backups/daily-backups.server.ts";
import type { Config } from "~/config.server.ts";
import { collectFiles } from "~/files/collect-files.server.ts";
import { forgetOldDeliveries } from "~/hooks/forget-deliveries.server.ts";
import { forgetOldLimits } from "~/http/keep-limits.server.ts";
import { forgetOldMail } from "~/mail/forget-follows.server.ts";
import { gatherNews } from "~/mail/news-gather.server.ts";
import { forgetTakenMails } from "~/mail/taken-mails.server.ts";
import { forgetSenders } from "~/moderation/forget-senders.server.ts";
import { forgetOldTraces } from "~/personal-data/forget-old.server.ts";
import { forgetOldPushes } from "~/push/forget-browsers.server.ts";
import { gatherPushes } from "~/push/gather-pushes.server.ts";
import { forgetOldReaders } from "~/readers/page-readers.server.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { forgetOldSearches } from "~/search/searched-words.server.ts";
import { sendAddresses } from "~/seo/send-addresses.server.ts";
import { updateAnswerPace } from "~/tickets/answer-pace.server.ts";
import { liftDoubt } from "~/tickets/lift-doubt.server.ts";
import { renderAgain } from "~/tickets/render-again.server.ts";
import type { Jobs } from "./jobs.ts";

type Handlers = {
  [Name in keyof Jobs]: (
    db: Db,
    payload: Jobs[Name],
    config: Config,
    signal?: AbortSignal,
  ) => Promise<boolean | undefined>;
};

/** One call into a room for each kind of work. False means: try again later. */
export const handlers: Handlers = {
  "render a text again": (db, payload, config) => renderAgain(db, payload, { now: Date.now(), site: config }),
  "tell how fast the team answers": async (db) => {
    await updateAnswerPace(db, Date.now());
    return undefined;
  },
  "collect files": async (db, _, { filesPlace }) => {
    await collectFiles(db, { folder: filesPlace, now: Date.now() });
    return undefined;
  },
  "forget old searches": async (db) => {
    await forgetOldSearches(db, Date.now());
    await forgetOldReaders(db, Date.now());
    return undefined;
  },
  "forget old traces": async (db) => {
    await forgetOldTraces(db, Date.now());
    await forgetOldMail(db, Date.now());
    await forgetOldDeliveries(db, Date.now());
    await forgetTakenMails(db, Date.now());
    await forgetOldPushes(db, Date.now());
    return undefined;
  },
  "forget what was taken out": async (db) => {
    await rebuildIndex(db);
    return emptyLog(db);
  },
  "build the search index": async (db) => {
    await rebuildIndex(db);
    return undefined;
  },
  "lift a doubt": async (db, post) => {
    await liftDoubt(db, post, Date.now());
    return undefined;
  },
  "forget addresses": async (db) => {
    await forgetOldLimits(db, Date.now());
    await forgetSenders(db, Date.now());
    return undefined;
  },
  "gather news": async (db, { ticketId }) => {
    await gatherNews(db, ticketId, Date.now());
    await gatherPushes(db, ticketId, Date.now());
    return undefined;
  },
  // PostgreSQL's are its own operators'.
  "make a backup": async (db, _, config, signal) => (isPostgres(db) ? undefined : runDailyBackup(config, signal)),
  "try a backup": async (db, _, config, signal) => (isPostgres(db) ? undefined : tryNewestBackup(config, signal)),
  "tell search engines": async (db, { attempt }, { origin, indexNowUrl }) => {
    await sendAddresses(db, { url: indexNowUrl, origin, attempt, now: Date.now() });
    return undefined;
  },
};
