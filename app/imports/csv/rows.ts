import { z } from "zod";
import { parseTime } from "../parse-time.ts";

/*
 * The columns of a forum as spreadsheets. All but the first ones may be missing; README lists them for those who make
 * such files.
 */

const id = z.string("is missing").trim().min(1, "is missing").max(200, "is too long");
const words = z.string().trim().default("");
const time = z.string("is missing").transform((text, context) => {
  const at = parseTime(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue("is not a date");
  return z.NEVER;
});
const yes = z
  .string()
  .default("")
  .transform((text) => /^(?:true|yes|1|t|y)$/i.test(text.trim()));
const amount = z
  .string()
  .default("")
  .transform((text) => Math.round(Number(text.trim() || 0)))
  .refine(Number.isFinite, "is not a number");

const written = {
  body: z.string().default(""),
  body_html: z.string().default(""),
  author_name: words,
  author_email: words.transform((text) => text.toLowerCase()),
  created_at: time,
};

export const postRow = z.object({
  id,
  title: words.refine((title) => title !== "", "is missing"),
  ...written,
  type: words,
  status: words,
  visibility: words,
  moderation: words,
  category: words,
  board: words,
  vote_count: amount,
  url: words,
});
export type PostRow = z.output<typeof postRow>;

export const commentRow = z.object({
  id: words,
  post_id: id,
  parent_id: words,
  ...written,
  is_staff: yes,
  is_official: yes,
  visibility: words,
});
export type CommentRow = z.output<typeof commentRow>;

export const voteRow = z.object({ post_id: id, voter_email: words });

export function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".")} ${issue?.code === "invalid_type" ? "is missing" : issue?.message}`;
}
