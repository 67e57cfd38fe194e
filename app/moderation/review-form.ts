import { z } from "zod";
import { parseForm } from "~/http/form.ts";
import { parsePostKeys, scopes } from "./review.ts";

const schema = z.object({
  intent: z.enum(["spam", "fine", "undo"]),
  post: z
    .string()
    .regex(/^(ticket|reply)-\d{1,15}$/)
    .default("ticket-0"),
  scope: z.enum(scopes).default("one"),
  host: z.string().max(253).optional(),
  posts: z.string().max(10_000).default(""),
});

export const parseReviewForm = (form: URLSearchParams) => parseForm(schema, form);

/** What was just done, for the page after it. */
export interface ReviewDone {
  what: "spam" | "fine" | "undo";
  count: number;
  /** What to undo, as the form names it. */
  posts: string;
}

export function parseReviewQuery(query: URLSearchParams): ReviewDone | null {
  const what = query.get("done");
  const count = Number(query.get("count"));
  const posts = query.get("posts") ?? "";
  if ((what !== "spam" && what !== "fine" && what !== "undo") || !Number.isInteger(count)) return null;
  return { what, count, posts: what !== "undo" && parsePostKeys(posts) ? posts : "" };
}
