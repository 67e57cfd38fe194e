/** What a mail tells of: a reply of the team, or a line of the ticket's history. Their words are read when it goes. */
export type News = { reply: number } | { event: number };

/** Lines of a ticket's history that are news, as far as the team wrote them. */
export const NEWS_EVENTS = ["status", "merged", "duplicate_of"] as const;

export const isNewsEvent = (type: string): boolean => NEWS_EVENTS.some((one) => one === type);

/** More than that in one mail nobody reads; the page has all. */
export const MOST_NEWS = 20;
