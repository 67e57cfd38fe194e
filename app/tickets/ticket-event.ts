/** The lines of a ticket's history. Public ones stand in the thread; the others only the team sees. */
export const eventTypes = {
  opened_for: "public",
  status: "public",
  accepted: "public",
  official: "public",
  merged: "public",
  unmerged: "public",
  duplicate_of: "public",
  made_public: "public",
  edited: "team",
  reply_edited: "team",
  assigned: "team",
  category: "team",
  kind: "team",
  language: "team",
  made_private: "team",
  publication_asked: "team",
  new_link: "team",
  no_answer_needed: "team",
  removed: "team",
  restored: "team",
  reply_removed: "team",
  reply_restored: "team",
  marked_spam: "team",
  marked_fine: "team",
  mark_undone: "team",
  blackened: "team",
  erased: "team",
  files_left_out: "team",
} as const;

export type EventType = keyof typeof eventTypes;

/** What an event says besides who, when and why; each type uses what it needs. */
export interface EventDetails {
  from?: string;
  to?: string;
  /** A reply's number. */
  reply?: number;
  /** The other ticket of a merge. */
  ticket?: number;
  title?: string;
  /** Of files that came with a mail and could not be taken. */
  names?: string;
  /** A status that follows from the author's next reply, not from a choice of theirs. */
  byReply?: true;
}
