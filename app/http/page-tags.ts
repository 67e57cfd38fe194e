/** The tags that pages carry for what they show, and that writes drop (db/stale.ts). */

/** Which tickets there are, and of what kind and status: home, lists, counts. Each also has the tags of what it shows. */
export const TICKETS = "tickets";

/** The order of tickets by their votes or their last word: lists sorted by them, feeds. */
export const ACTIVITY = "activity";

export const ticketTag = (id: number): string => `ticket:${id}`;

/** What the team chose to show on the home page, and it alone. */
export const HOME = "home";

/** Whatever shows an article. They change seldom: one tag for all. */
export const ARTICLES = "articles";

/** What articles show of tickets: which are about them, their titles and statuses. No votes, no replies. */
export const ARTICLE_TICKETS = "article-tickets";

/** The file by which browsers search the articles has been made. */
export const INSTANT_INDEX = "instant-index";
