import type { News } from "~/mail/news.ts";

/** What an agent is told of, as they chose. */
export const deskNews = ["opened", "replied", "reminded", "overdue", "thanks"] as const;
export type DeskNews = (typeof deskNews)[number];

/** What a push tells of: news of a ticket, as a mail does; or that something waits for the team. */
export type PushNews = News[] | { team: DeskNews; reply?: number };
