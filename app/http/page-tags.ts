/** The tags that pages carry for what they show, and that writes drop (db/stale.ts). */

/** Lists, home, counts: whatever shows more than one ticket. */
export const TICKETS = "tickets";

export const ticketTag = (id: number): string => `ticket:${id}`;

/** Whatever shows an article. They change seldom: one tag for all. */
export const ARTICLES = "articles";
