/** What is used of a mail that came in. */
export interface Mail {
  /** Without the angle brackets; null where it has none. */
  messageId: string | null;
  /** The addresses that it says it is from, in small letters: one, as a rule. */
  from: string[];
  /** The header's fields as they stand, unfolded, from the top. */
  head: [name: string, value: string][];
  /** What its sender has written, without quotations and signature, as Markdown. */
  text: string;
  /** Its words had quotations only. */
  hasMore: boolean;
  files: MailFile[];
  /** What a mail server says of a mail that it could not deliver. */
  report: Report | null;
}

export interface MailFile {
  name: string;
  content: Uint8Array;
}

export interface Report {
  /** Message-IDs in it, without the angle brackets. */
  about: string[];
  /** The mailbox is not there, and will not be. */
  isGone: boolean;
  reason: string;
}

export const fieldsOf = ({ head }: Pick<Mail, "head">, name: string): string[] =>
  head.filter(([one]) => one === name).map(([, value]) => value);
