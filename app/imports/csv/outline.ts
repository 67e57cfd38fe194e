import type { CommentRow, PostRow } from "./rows.ts";

export interface Comment extends CommentRow {
  at: string;
  /** The same at every run. */
  externalId: string;
  isNote: boolean;
}

export interface Post extends PostRow {
  at: string;
  comments: Comment[];
  /** By votes.csv: people, each once. */
  voters: Set<string>;
}

/** A forum as spreadsheets. */
export interface Outline {
  posts: Map<string, Post>;
  /** The posts say who may read them. */
  saysVisibility: boolean;
  /** The comments say it themselves; else each is for those who read its post. */
  commentsSayVisibility: boolean;
  broken: string[];
  orphans: string[];
  /** Columns that nothing is made of. */
  unknownColumns: string[];
}
