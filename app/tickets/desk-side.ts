import type { Inserts } from "./insert.ts";
import type { QueueRow } from "./queue-view.ts";

/** What stands beside a ticket on the desk. */
export interface DeskSide {
  /** What waits for the team. */
  queue: QueueRow[];
  /** The people whom it can be given to. */
  agents: { id: number; name: string }[];
  revisions: RevisionView[];
  /** What fits the ticket and can be put into the reply. */
  inserts: Inserts;
  /** How many people found their answer here and did not have to write. */
  answeredBefore: number;
  /** The agent's own number. */
  me: number;
  now: number;
}

/** A text before somebody changed it. */
export interface RevisionView {
  id: number;
  replyId: number | null;
  title: string | null;
  body: string;
  createdAt: number;
}
