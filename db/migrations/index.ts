import type { Migration } from "kysely";
import * as forum from "./0001-forum.ts";
import * as search from "./0002-search.ts";
import * as articles from "./0003-articles.ts";
import * as contentFiles from "./0004-content-files.ts";
import * as cacheDrops from "./0005-cache-drops.ts";
import * as searchVoted from "./0006-search-voted.ts";
import * as feedbackWords from "./0007-feedback-words.ts";
import * as searchEngines from "./0008-search-engines.ts";
import * as readers from "./0009-readers.ts";
import * as moderation from "./0010-moderation.ts";
import * as attachments from "./0011-attachments.ts";
import * as accounts from "./0012-accounts.ts";
import * as privacy from "./0013-privacy.ts";
import * as queueIndexes from "./0014-queue-indexes.ts";
import * as mail from "./0015-mail.ts";
import * as oldAddresses from "./0016-old-addresses.ts";
import * as searchScores from "./0017-search-scores.ts";
import * as hooks from "./0018-hooks.ts";
import * as teamNews from "./0019-team-news.ts";
import * as mailIn from "./0020-mail-in.ts";
import * as push from "./0022-push.ts";
import * as thanks from "./0023-thanks.ts";
import * as claims from "./0024-claims.ts";
import * as queueTurns from "./0025-queue-turns.ts";
import * as searchBlocks from "./0026-search-blocks.ts";

/** In the order in which they run. Released ones are never changed. */
export const migrations: Record<string, Migration> = {
  "0001-forum": forum,
  "0002-search": search,
  "0003-articles": articles,
  "0004-content-files": contentFiles,
  "0005-cache-drops": cacheDrops,
  "0006-search-voted": searchVoted,
  "0007-feedback-words": feedbackWords,
  "0008-search-engines": searchEngines,
  "0010-moderation": moderation,
  "0009-readers": readers,
  "0011-attachments": attachments,
  "0012-accounts": accounts,
  "0013-privacy": privacy,
  "0014-queue-indexes": queueIndexes,
  "0015-mail": mail,
  "0016-old-addresses": oldAddresses,
  "0017-search-scores": searchScores,
  "0018-hooks": hooks,
  "0019-team-news": teamNews,
  "0020-mail-in": mailIn,
  "0022-push": push,
  "0023-thanks": thanks,
  "0024-claims": claims,
  "0025-queue-turns": queueTurns,
  "0026-search-blocks": searchBlocks,
};
