import type { TicketCardView } from "~/tickets/ticket-card.ts";
import type { Part } from "./query-snippet.ts";

export interface FoundTicket extends TicketCardView {
  titleParts: Part[];
  /** Where the words stand in the text or in a reply; empty where only the title has them. */
  snippet: Part[];
}

export interface SearchResults {
  tickets: FoundTicket[];
  /** How many can be paged through. */
  count: number;
  /** There are more than that. */
  isMore: boolean;
  /** `after` of the next page. */
  next: number | null;
  /** The query in another keyboard layout. */
  suggestion: string | null;
}
