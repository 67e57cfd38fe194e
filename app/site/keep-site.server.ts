import type { Db } from "#db/client.ts";
import { isOutOfReach } from "#db/out-of-reach.ts";
import { onStale } from "#db/stale.ts";
import type { Config } from "~/config.server.ts";
import { loadSite } from "./load-site.server.ts";
import type { Site } from "./site.ts";

/**
 * The site's settings, read again only after a write that may have changed them: one that names no tags. While the
 * database is out of reach they are as they were, for the page that says so.
 */
export function keepSite(db: Db, config: Config): () => Promise<Site> {
  let kept: Promise<Site> | undefined;
  let last: Site | undefined;
  onStale(db, (stale) => {
    if (stale === "everything") kept = undefined;
  });
  return () => {
    if (kept) return kept;
    const loading = loadSite(db, config).then(
      (site) => {
        last = site;
        return site;
      },
      (error) => {
        if (kept === loading) kept = undefined;
        if (last === undefined || !isOutOfReach(error)) throw error;
        return last;
      },
    );
    kept = loading;
    return loading;
  };
}
