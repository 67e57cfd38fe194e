import type { FileView } from "~/files/attachment.ts";
import type { TicketCardView } from "~/tickets/ticket-card.ts";
import type { Heading } from "./article.ts";
import type { Reason } from "./feedback.ts";

/** An article as lists show it. */
export interface ArticleCard {
  id: number;
  slug: string;
  title: string;
  summary: string;
  /** `lang` of the title where it is not the page's. */
  language: string;
  /** Milliseconds since 1970 UTC. */
  changedAt: number;
  /** How many tickets it answered. */
  answered: number;
}

/** One category in the list of all: its first articles, and how many there are. */
export interface Shelf {
  slug: string;
  name: string;
  articles: ArticleCard[];
  count: number;
}

/** A category's page. */
export interface CategoryView {
  category: { slug: string; name: string };
  articles: ArticleCard[];
  /** `after` of the next page, or null on the last. */
  next: string | null;
  isFirstPage: boolean;
  isAgent: boolean;
}

export interface ArticleLink {
  id: number;
  slug: string;
  title: string;
  language: string;
}

/** Everything that an article's page shows to one viewer, and nothing else. */
export interface ArticleView extends ArticleCard {
  html: string;
  files: FileView[];
  category: { slug: string; name: string };
  contents: Heading[];
  translations: ArticleLink[];
  related: ArticleLink[];
  tickets: TicketCardView[];
  /** What only the team sees. */
  team: TeamView | null;
}

export interface TeamView {
  state: "published" | "draft" | "taken_back" | "removed";
  helped: number;
  notHelped: number;
  /** The last ones, newest first. */
  reasons: { reason: Reason | null; words: string | null; at: number }[];
}
