import { z } from "zod";

/*
 * The rows of the public Stack Exchange data dump, as far as they are read.
 * Columns: https://meta.stackexchange.com/questions/2677
 */

const id = z
  .string()
  .regex(/^-?\d{1,15}$/, "is not a number")
  .transform(Number);
/** "2011-10-11T19:42:20.713", UTC without saying so → milliseconds since 1970. */
const time = z.string().transform((text, context) => {
  const at = Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(at)) context.addIssue("is not a date");
  return at;
});

export const postTypes = { question: 1, answer: 2 };

export const postRow = z.object({
  Id: id,
  PostTypeId: id,
  /** Of an answer: its question. */
  ParentId: id.optional(),
  AcceptedAnswerId: id.optional(),
  CreationDate: time,
  Score: id.default(0),
  OwnerUserId: id.optional(),
  /** Only where the account is gone. */
  OwnerDisplayName: z.string().optional(),
  LastEditDate: time.optional(),
  LastActivityDate: time.optional(),
  ClosedDate: time.optional(),
  Title: z.string().optional(),
  /** "<bug><status-completed>", in newer dumps "|bug|status-completed|". */
  Tags: z
    .string()
    .default("")
    .transform((text) => text.match(/[^<>|]+/g) ?? []),
});
export type PostRow = z.output<typeof postRow>;

export const commentRow = z.object({
  Id: id,
  PostId: id,
  CreationDate: time,
  Score: id.default(0),
  UserId: id.optional(),
  UserDisplayName: z.string().optional(),
});
export type CommentRow = z.output<typeof commentRow>;

export const userRow = z.object({ Id: id, DisplayName: z.string() });

/** "CreationDate is not a date", for the line's report. */
export function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const column = String(issue?.path[0]);
  return issue?.code === "invalid_type" ? `${column} is missing` : `${column} ${issue?.message}`;
}
