/** How the mails of the site are doing, for the settings. */
export interface MailView {
  /** When the last one went out. */
  lastSentAt: number | null;
  waiting: number;
  /** What the mail server said to those that wait; null where it said nothing yet. */
  trouble: string | null;
  failed: FailedMail[];
}

export interface FailedMail {
  id: number;
  ticket: number;
  /** As much of the address as its owner would know it by; null once it is deleted. */
  address: string | null;
  reason: string;
  at: number;
}
