/** How it goes with the answers that come by mail, for the settings. */
export interface MailInView {
  /** The mailbox that letters are answered to. */
  address: string;
  /** When the mailbox was looked into; null where mails are brought. */
  lookedAt: number | null;
  mailAt: number | null;
  /** Why it cannot be looked into. */
  fault: { words: string; at: number } | null;
  /** What became of the mails of the last 30 days. */
  counts: { outcome: string; count: number }[];
}
