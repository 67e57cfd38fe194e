import { z } from "zod";
import { type ParsedForm, parseForm } from "~/http/form.ts";

/** Why an article did not help. */
export const reasons = ["outdated", "unclear", "does_not_work", "other_question"] as const;
export type Reason = (typeof reasons)[number];

/** Characters. */
const LONGEST_WORDS = 1_000;

const schema = z.object({
  why: z.enum(reasons).nullable().catch(null).default(null),
  body: z
    .string()
    .default("")
    .transform((words) => words.replace(/[^\P{Cc}\t\n]/gu, "").trim())
    .pipe(z.string().max(LONGEST_WORDS, "articles:helpful.words_long"))
    .transform((words) => words || null),
});

/** What somebody says about an article that did not help them; nothing of it has to be there. */
export const parseFeedbackForm = (form: URLSearchParams): ParsedForm<z.infer<typeof schema>> => parseForm(schema, form);
