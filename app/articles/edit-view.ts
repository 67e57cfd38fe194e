import type { FileView, KeptFile } from "~/files/attachment.ts";
import type { FieldError } from "~/http/form.ts";
import type { ArticleState } from "./article-state.ts";
import type { Change } from "./revision-diff.ts";

/** An article as its editor shows it: its newest text, and everything around. */
export interface EditedArticle {
  id: number;
  slug: string;
  title: string;
  language: string;
  state: ArticleState;
  /** Strangers could read it once. */
  wasPublic: boolean;
  /** The number of the newest text. */
  revision: number;
  revisions: RevisionLine[];
  /** What stands in the form, by the names of its controls. */
  fields: ArticleFields;
  translations: ArticleLink[];
  /** Languages of the site that it is not in yet. */
  missingLanguages: string[];
  /** The original, or the article itself: what a new translation translates. */
  originalId: number;
  tickets: LinkedTicket[];
  /** A ticket it was written from is private. */
  isFromPrivate: boolean;
  answeredTickets: number;
  helped: number;
  didNotHelp: number;
  /** The file it came from. */
  sourcePath: string | null;
  files: FileView[];
}

export type ArticleFields = Record<
  "title" | "summary" | "body" | "category" | "language" | "translation-of" | "slug" | "position",
  string
>;

export interface RevisionLine {
  id: number;
  at: number;
  /** Null when it came from a file. */
  by: string | null;
  isPublished: boolean;
}

export interface ArticleLink {
  id: number;
  title: string;
  language: string;
}

/** A ticket that the article was written from, or that was asked because the article did not help. */
export interface LinkedTicket {
  id: number;
  slug: string;
  title: string;
  language: string;
  relation: "answer" | "source" | "asked_from";
}

/** An article as the team sees it beside a ticket. */
export interface ArticleOfTicket extends ArticleLink {
  state: ArticleState;
  /** Written from the ticket, or read before it was asked. */
  relation: "source" | "asked_from";
}

/** What the selects of the editor offer. */
export interface EditorChoices {
  categories: { id: number; name: string }[];
  /** Articles that can be translated. */
  originals: ArticleLink[];
}

/** The form that comes back: as typed, with what to mend, and what the server has to say about it. */
export interface EditAgain {
  typed: Record<string, string>;
  errors: FieldError[];
  /** Files that came with it, kept for the next try. */
  files?: KeptFile[];
  preview?: ArticlePreview;
  newer?: NewerDiff;
}

/** An article as readers would see it. */
export interface ArticlePreview {
  title: string;
  summary: string;
  html: string;
  language: string;
  /** False when rendering cost too much: it cannot be published. */
  isComplete: boolean;
  /** Links to files of articles that are not there. */
  missing: string[];
}

/** What somebody saved meanwhile, and what saving the typed text would make of it. */
export interface NewerDiff {
  revision: number;
  at: number;
  by: string | null;
  changes: Changes;
}

/** Two texts compared; a part that is the same is null. */
export interface Changes {
  title: Change[] | null;
  summary: Change[] | null;
  body: Change[] | null;
}
