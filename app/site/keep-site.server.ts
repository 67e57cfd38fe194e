import type { Db } from "#db/client.ts";
import { onStale } from "#db/stale.ts";
import type { Config } from "~/config.server.ts";
import { loadSite } from "./load-site.server.ts";
import type { Site } from "./site.ts";

/** The site's settings, read again only after a write that may have changed them: one that names no tags. */
export function keepSite(db: Db, config: Config): () => Promise<Site> {
  let kept: Promise<Site> | undefined;
  onStale(db, (stale) => {
    if (stale === "everything") kept = undefined;
  });
  return () => {
    if (kept) return kept;
    const loading = loadSite(db, config);
    kept = loading;
    loading.catch(() => {
      if (kept === loading) kept = undefined;
    });
    return loading;
  };
}
