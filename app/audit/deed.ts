/**
 * What the team can do, by what it is about: a row of the audit log names one as "ticket.removed". Their words are in
 * the catalogue `audit`. A deed that is missing here does not compile where it is noted.
 */
export const deeds = {
  ticket: [
    "opened_for",
    "replied",
    "noted",
    "status",
    "accepted",
    "official",
    "merged",
    "unmerged",
    "duplicate_of",
    "made_public",
    "made_private",
    "publication_asked",
    "edited",
    "reply_edited",
    "assigned",
    "category",
    "kind",
    "language",
    "new_link",
    "no_answer_needed",
    "removed",
    "restored",
    "reply_removed",
    "reply_restored",
    "marked_spam",
    "marked_fine",
    "mark_undone",
    "blackened",
    "erased",
    "put_on_home",
    "taken_off_home",
  ],
  article: ["added", "saved", "published", "taken_back", "removed", "restored", "revision_restored"],
  article_category: ["added", "renamed", "moved", "removed"],
  canned: ["added", "changed", "deleted"],
  search: ["words_hidden"],
  person: [
    "joined",
    "invited",
    "added",
    "made_admin",
    "made_agent",
    "disabled",
    "enabled",
    "address_made",
    "password_changed",
    "signed_in",
    "sessions_ended",
    "second_step_on",
    "second_step_off",
    "recovery_codes",
    "recovery_code_used",
  ],
  setting: ["changed"],
  category: ["added", "renamed", "moved", "archived", "restored"],
  hook: ["added", "changed", "removed", "switched_on", "switched_off", "new_key", "sent_again"],
} as const;

export type Area = keyof typeof deeds;
export type Deed = { [A in Area]: `${A}.${(typeof deeds)[A][number]}` }[Area];

export const areas = Object.keys(deeds) as Area[];

/** What a row says besides who, when and what about; each deed uses what it needs. Never a text that somebody wrote. */
export interface DeedDetails {
  from?: string;
  to?: string;
  /** A reply's number. */
  reply?: number;
  /** The other ticket of a merge. */
  ticket?: number;
  /** Which setting. */
  setting?: string;
}
