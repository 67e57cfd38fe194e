import { z } from "zod";
import { parseTime } from "../parse-time.ts";

/*
 * The rows of a UserEcho export as far as they are read. Proven are the columns that public importers use; all others
 * may be missing, and whatever is in them spoils no row.
 */

const id = z.unknown().transform((given, context) => {
  const isNumber = Number.isSafeInteger(given) && Number(given) >= 0;
  if (isNumber || (typeof given === "string" && /^\d{1,15}$/.test(given))) return String(Number(given));
  context.addIssue(given === undefined ? "is missing" : "is not a number");
  return z.NEVER;
});
/** Nobody, or nothing: missing, null, "" and what is no number. */
const noId = id.optional().catch(undefined);
const words = z.string().optional().catch(undefined);
const amount = z.number().optional().catch(undefined);

/** "2015-09-03 12:33:57" or "2015-09-03T12:33:57Z" → milliseconds since 1970; without a zone it is UTC. */
const time = z.union([z.string(), z.number()], "is missing").transform((given, context) => {
  const at = parseTime(given);
  if (Number.isFinite(at)) return at;
  context.addIssue("is not a date");
  return z.NEVER;
});

/** `{ id, name }`, or the name alone. */
const named = z
  .union([
    z.looseObject({ id: noId, name: words }),
    z.string().transform((name) => ({ id: undefined, name })),
    z.number().transform((number) => ({ id: String(number), name: undefined })),
  ])
  .optional()
  .catch(undefined);
export type Named = z.output<typeof named>;

const person = z.looseObject({ id: noId, name: words, email: words }).optional().catch(undefined);

export const forumRow = z.looseObject({
  id,
  name: z.string().catch(""),
  type: named,
  categories: z
    .array(z.looseObject({ id, name: z.string() }).optional().catch(undefined))
    .catch([])
    .default([]),
});
export type ForumRow = z.output<typeof forumRow>;

export const topicRow = z.looseObject({
  id,
  forum_id: noId,
  category_id: noId,
  header: z.string().catch(""),
  created: time,
  updated: time.optional().catch(undefined),
  url: words,
  relative_url: words,
  author_id: noId,
  author: person,
  type: named,
  status: named,
  vote_diff: amount,
  vote_count: amount,
  votes: amount,
  tags: z.array(z.unknown()).optional().catch(undefined),
});
export type TopicRow = z.output<typeof topicRow>;

export const commentRow = z.looseObject({
  id,
  topic_id: id,
  author_id: noId,
  author: person,
  created: time,
  is_official: z.literal(true).optional().catch(undefined),
  vote_diff: amount,
});
export type CommentRow = z.output<typeof commentRow>;

export const userRow = z.looseObject({ id, name: z.string().catch(""), email: z.string().catch("") });
export type UserRow = z.output<typeof userRow>;

/** The texts of a row, read when they are needed. */
export const textOf = {
  topic: (row: unknown) => text(row, ["description"]),
  comment: (row: unknown) => text(row, ["comment", "text"]),
  /** The team's word as the first version kept it, at the topic. */
  officialAnswer: (row: unknown) => text(row, ["admin_comment"]),
};

function text(row: unknown, columns: string[]): string {
  const values = columns.map((column) => (row as Record<string, unknown>)[column]);
  return values.find((value): value is string => typeof value === "string") ?? "";
}

/** "created is not a date", for the row's report. */
export function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue?.path.length) return "not a row";
  return `${issue.path.join(".")} ${issue.code === "invalid_type" ? "is missing" : issue.message}`;
}
