import type { Db } from "#db/client.ts";
import { keptUntilStale } from "#db/kept-until-stale.ts";
import { isOutOfReach } from "#db/out-of-reach.ts";
import type { Config } from "~/config.server.ts";
import { loadSite } from "./load-site.server.ts";
import type { Site } from "./site.ts";

/**
 * The site's settings, read again only after a write that may have changed them: one that names no tags. While the
 * database is out of reach they are as they were, for the page that says so.
 */
export function keepSite(db: Db, config: Config): () => Promise<Site> {
  const site = keptUntilStale([], () => loadSite(db, config));
  let last: Site | undefined;
  return async () => {
    try {
      last = await site(db, null);
    } catch (error) {
      if (last === undefined || !isOutOfReach(error)) throw error;
    }
    return last;
  };
}
