import type { Kind, ReplyKind, Visibility } from "~/tickets/ticket.ts";

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
  /** Of its knowledge base, where it had one. */
  articles?: ArticleToImport[];
  /** What its own lists, parts and categories become here. */
  lists?: OldList[];
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
  readBody: ReadBody;
  authorName: string | null;
  /** Nobody's guess: public only where the files say so in so many words. */
  visibility: Visibility;
  /** The name of its category. A private ticket brings none along that is not there: its name would be public. */
  category?: string | undefined;
  status: StatusToImport;
  /** Never below 0. */
  votes: number;
  createdAt: number;
  editedAt: number | null;
  lastActivityAt: number;
  /** In order of creation, whatever they answer before them. */
  replies: ReplyToImport[];
  /** The answer whose first words lists show: the accepted one, else the one with the most votes. Never a note. */
  shownAnswer: string | undefined;
  /** The paths it had, see old-paths.ts. */
  oldPaths?: string[];
}

/** The text as Markdown, with its links as they were. Reads from the disk: called only for what is written. */
export type ReadBody = (keep: KeepFile) => Promise<string>;

/** Takes a file of a text into the store and returns the address to write into the text; undefined where it is refused. */
export type KeepFile = (file: FileToKeep) => Promise<string | undefined>;

export interface FileToKeep {
  /** As it was called. */
  name: string;
  /** "comments.json row 12": the place of its text, for the report. */
  at: string;
  content: Buffer;
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
  /** A note is read by the team only: whatever was not said to everybody. */
  kind: ReplyKind;
  /** The reply it belongs to; undefined where it belongs to the ticket. */
  inReplyTo: string | undefined;
  readBody: ReadBody;
  authorName: string | null;
  /** Who of the team wrote it. */
  team?: TeamMember | undefined;
  /** The team's word on the matter; at most one in a ticket. */
  isOfficial?: boolean;
  byRequester: boolean;
  isAccepted: boolean;
  votes: number;
  createdAt: number;
  editedAt: number | null;
}

/** Somebody of the old forum's team: one with the same e-mail here, else an account that nobody can sign in with. */
export interface TeamMember {
  name: string;
  /** Lower case. */
  email: string;
}

export interface ArticleToImport {
  externalId: string;
  title: string;
  readBody: ReadBody;
  /** Its category's name. */
  category: string;
  /** Anything else is a draft. */
  isPublic: boolean;
  createdAt: number;
  oldPaths: string[];
}

/** A page of the old forum that listed what is public here. */
export interface OldList {
  oldPath: string;
  of: "tickets" | "articles";
  /** The name of the category that it is narrowed to. */
  category?: string | undefined;
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
  /** What the words of the old forum become, a line each: to be looked at before anything is written. */
  mapped?: string[];
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
