import type { Status } from "./status.ts";
import type { Kind } from "./ticket.ts";

/** A ticket as lists show it. */
export interface TicketCardView {
  id: number;
  slug: string;
  title: string;
  kind: Kind;
  /** `lang` of the title where it is not the page's. */
  language: string;
  status: Status;
  category: string | null;
  answer: { excerpt: string; byTeam: boolean } | null;
  /** Milliseconds the team's first answer took. */
  answeredInMs: number | null;
  replyCount: number;
  voteCount: number;
  createdAt: number;
  isPrivate: boolean;
}
