/** Numbers of tickets in one part of the sitemap; an index of the database repeats it (migration 0008). */
export const PART_SIZE = 10_000;

/** One address of a sitemap. */
export interface SitemapUrl {
  path: string;
  /** Milliseconds since 1970 UTC: the last change that strangers can see. Lists have none: they change all the time. */
  changedAt?: number;
}

/** One file of the sitemap, as the index names it. */
export interface SitemapPart {
  path: string;
  changedAt?: number;
}
