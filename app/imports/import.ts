import type { Kind } from "~/tickets/ticket.ts";

/**
 * What a reader of some format hands over, already in the words of this forum. A new format brings a function that
 * makes a `Forum` of a folder or file; writing, resuming and links are the same for all.
 */
export interface Forum {
  /** The format's word on the command line, like "stackexchange". */
  format: string;
  /** Tells one forum from another of the same format, wherever its files lie: a host name, or when it began. */
  name: string;
  /** In order of creation: their numbers follow it. */
  tickets: TicketToImport[];
  addresses: OldAddresses;
  report: ReadReport;
  /** Closes the files; `readBody` throws afterwards. */
  close(): void;
}

export interface TicketToImport {
  /** The same at every run, like "post:12". */
  externalId: string;
  kind: Kind;
  /** At most 160 characters, one line. */
  title: string;
  /** The text as Markdown, with its links as they were. Reads from the disk: called only for what is written. */
  readBody(): Promise<string>;
  authorName: string | null;
  status: StatusToImport;
  /** Never below 0. */
  votes: number;
  createdAt: number;
  editedAt: number | null;
  lastActivityAt: number;
  /** In order of creation, whatever they answer before them. */
  replies: ReplyToImport[];
  /** The answer whose first words lists show: the accepted one, else the one with the most votes. */
  shownAnswer: string | undefined;
}

export interface StatusToImport {
  /** One of the kind's statuses. */
  key: string;
  /** When the ticket came to it; its creation where that is not known better. */
  since: number;
  /** Needed by statuses of the phase `closed`. */
  reason: string | null;
}

export interface ReplyToImport {
  externalId: string;
  kind: "answer" | "comment";
  /** The reply it belongs to; undefined where it belongs to the ticket. */
  inReplyTo: string | undefined;
  readBody(): Promise<string>;
  authorName: string | null;
  byRequester: boolean;
  isAccepted: boolean;
  votes: number;
  createdAt: number;
  editedAt: number | null;
}

/** The addresses that posts had in the old forum. */
export interface OldAddresses {
  /** "https://forum.example.com": what a path in a text belongs to. Undefined where the files do not tell. */
  origin: string | undefined;
  /** The external ids that an address may mean, the most exact first; none for an address of another site. */
  postsAt(url: URL): string[];
}

/** Stands in for an origin that nobody knows, so that a path can be asked like any other address. */
export const UNKNOWN_ORIGIN = "https://old-forum.invalid";

/** What was found in the files, for the one who runs the import. */
export interface ReadReport {
  /** What is going to be brought in, like `{ questions: 556 }`. */
  found: Record<string, number>;
  /** Rows that cannot be read, like "Posts.xml line 12: unclosed tag". */
  broken: string[];
  /** Rows that can be read but belong to nothing that was found. */
  orphans: string[];
  /** What has no place here, a sentence each. */
  notMapped: string[];
}

/** Everything that is brought in: tickets and replies. */
export function countTexts(tickets: TicketToImport[]): number {
  return tickets.reduce((sum, ticket) => sum + 1 + ticket.replies.length, 0);
}
