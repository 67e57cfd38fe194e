import { createContext, useContext } from "react";
import type { Site } from "~/site/site.ts";

/** What every page may need besides its own data: the site as set up, and a few facts of this request. */
export interface SiteFacts {
  site: Site;
  path: string;
  /** A signed token for forms on uncached pages; null on pages that are the same for everyone. */
  formToken: string | null;
  /** The form came back with errors: the title says so. */
  hasErrors: boolean;
  browserFiles: { public: string; desk: string; articles: string };
}

export const SiteContext = createContext<SiteFacts | null>(null);

export function useSite(): SiteFacts {
  const facts = useContext(SiteContext);
  if (!facts) throw new Error("a page was rendered outside of SiteContext");
  return facts;
}
