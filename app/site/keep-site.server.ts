import type { Db } from "#db/client.ts";
import { keptUntilStale } from "#db/kept-until-stale.ts";
import type { Config } from "~/config.server.ts";
import { loadSite } from "./load-site.server.ts";
import type { Site } from "./site.ts";

/** The site's settings, read again only after a write that may have changed them: one that names no tags. */
export function keepSite(db: Db, config: Config): () => Promise<Site> {
  const site = keptUntilStale([], () => loadSite(db, config));
  return () => site(db, null);
}
