import type { TicketCardView } from "./ticket-card.ts";

/** The desk's views. The first five are of tickets that wait for the team, longest waiting first. */
export const queueViews = [
  "waiting",
  "first",
  "next",
  "mine",
  "unassigned",
  "author",
  "thanks",
  "review",
  "removed",
  "all",
] as const;
export type QueueView = (typeof queueViews)[number];

/** Whether a view is ordered by how long somebody waits; the others show the newest first. */
export function isByWaiting(view: QueueView): boolean {
  return queueViews.indexOf(view) < 5;
}

/** A ticket as the desk lists it. */
export interface QueueRow extends TicketCardView {
  waitingSince: number | null;
  isHeld: boolean;
  isRestricted: boolean;
  /** Its author wrote again after it was closed. */
  wroteAfterClosing: boolean;
  assignee: string | null;
}
