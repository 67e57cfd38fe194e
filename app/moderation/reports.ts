import type { ReportReason } from "./reports-form.ts";

/** A post that somebody reads and means. */
export interface ReportedPost {
  ticket: { id: number; slug: string; title: string; language: string };
  /** The reply; null for the ticket's own text. */
  replyId: number | null;
  excerpt: string;
  /** Whose it is, as it is signed. */
  authorName: string | null;
  byTeam: boolean;
}

/** What readers said of one post that the team has not looked at yet. */
export interface ReportedGroup extends ReportedPost {
  /** How many readers, in all and by reason, most first. */
  count: number;
  reasons: { reason: ReportReason; count: number }[];
  /** What they added. */
  words: string[];
  firstAt: number;
}
