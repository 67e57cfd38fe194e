import type { TicketCardView } from "~/tickets/ticket-card.ts";
import type { Part } from "./query-snippet.ts";

/** A document that answers a query, before it is read. */
export interface Hit {
  kind: "ticket" | "article";
  id: number;
  score: number;
  /** Of an article: the number of the one that it translates, else its own. */
  original?: number;
}

interface Marked {
  titleParts: Part[];
  /** Where the words stand in the text or in a reply; empty where only the title has them. */
  snippet: Part[];
}

export interface FoundTicket extends TicketCardView, Marked {}

export interface FoundArticle extends Marked {
  kind: "article";
  id: number;
  slug: string;
  title: string;
  language: string;
  summary: string;
  category: string;
  changedAt: number;
}

export type Found = FoundTicket | FoundArticle;

export interface SearchResults {
  /** A page of them, best first. */
  found: Found[];
  /** How many can be paged through. */
  count: number;
  /** Of these, whatever the filter says about articles and tickets. */
  articleCount: number;
  ticketCount: number;
  /** There are more than that. */
  isMore: boolean;
  /** `after` of the next page. */
  next: number | null;
  /** The query in another keyboard layout, or with a word as others spell it. */
  suggestion: string | null;
  /** The suggestion finds nothing either. */
  isGuess: boolean;
}

export type SimilarTicket = TicketCardView;
export type SimilarArticle = Pick<FoundArticle, "kind" | "id" | "slug" | "title" | "language" | "summary">;
/** What the form of a new ticket shows beside the title. */
export type SimilarDocument = SimilarTicket | SimilarArticle;
