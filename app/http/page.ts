import type { Locale } from "~/i18n/locale.ts";

/** What a page's loader says about the document around it, as the field `page` of what it returns. */
export interface Page {
  /** The language of the interface and of the page's main text. */
  locale: Locale;
  title: string;
  description?: string;
  /** Canonical path; pages without one are in no index. */
  path?: string;
  noindex?: boolean;
  /** The same page in each language, this one too: for hreflang. */
  translations?: { language: string; path: string }[];
  /** Only this viewer may see it: no cache keeps it, no index takes it. */
  personal?: boolean;
  /**
   * What the page shows, by the tags that writes drop (db/stale.ts); a page without them is never kept. Settings and
   * names of the team need none: writes that name nothing drop everything.
   */
  tags?: string[];
  /** Milliseconds since 1970 UTC: the last change that a stranger can see, for Last-Modified. */
  changedAt?: number;
  /** JSON-LD for search engines, see app/seo/structured-data.ts. */
  structuredData?: string;
  /** Feeds of this page beside that of the site. */
  feeds?: { title: string; path: string }[];
  /** What messengers show of the page, if it has a picture of its own. */
  picture?: { path: string; width: number; height: number; alt: string };
  /** What the page is when somebody shares it; "website" where nothing is said. */
  shareAs?: "article";
  /** The desk has its own stylesheet, script and header. */
  desk?: DeskHeading;
}

export interface DeskHeading {
  agentName: string;
  isAdmin: boolean;
  /** How many posts wait for the team's word. */
  reviewCount: number;
  /** Posts that readers reported and nobody has looked at. */
  openReports: number;
  /** Nothing can be saved at the moment. */
  hasDiskTrouble: boolean;
  /** Which entry of the desk's menu is open. */
  section: "queue" | "review" | "reports" | "articles" | "canned" | "search" | "people" | "settings" | null;
}

/** Every route declares who may see it, which decides the headers. */
export interface RouteHandle {
  policy: Policy;
  /** The parameters that its pages depend on, in their order. A public route that declares them is kept finished. */
  query?: string[];
  /** Its forms carry files: they are read to the disk before the action runs, and stand in `context.uploads`. */
  takesFiles?: true;
  /** Programs that say the token bring whole mails to it. */
  takesMail?: true;
}

/**
 * public: the same bytes for everyone without our cookie. personal: depends on the viewer, never stored.
 * desk: agents and admins. admin: admins. machine: for programs.
 */
export type Policy = "public" | "personal" | "desk" | "admin" | "machine";
