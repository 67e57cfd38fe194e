import type { CommentRow, ForumRow, TopicRow, UserRow } from "./rows.ts";

/** A row that could be read, with its place in its file. */
export type Placed<Row> = Row & {
  /** "topics.json row 12" */
  at: string;
  /** The whole row, read again: texts are not kept. */
  readRow(): unknown;
};
export type Comment = Placed<CommentRow>;
export type Topic = Placed<TopicRow> & { comments: Comment[] };

/** An export's folder without its texts, by id. */
export interface Outline {
  forums: Map<string, ForumRow>;
  topics: Map<string, Topic>;
  users: Map<string, UserRow>;
  /** Whether topics say who may read them: not every export does. */
  topicsSayPrivacy: boolean;
  broken: string[];
  orphans: string[];
  missingFiles: string[];
}
