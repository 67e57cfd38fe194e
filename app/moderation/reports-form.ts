import { z } from "zod";
import { type ParsedForm, parseForm } from "~/http/form.ts";

/** What readers say is wrong with a post. */
export const reportReasons = ["spam", "personal", "abuse", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

/** Characters. */
const LONGEST_WORDS = 500;

const schema = z.object({
  why: z.enum(reportReasons, "reports:error.why_missing"),
  body: z
    .string()
    .default("")
    .transform((words) => words.replace(/[^\P{Cc}\t\n]/gu, "").trim())
    .pipe(z.string().max(LONGEST_WORDS, "reports:error.words_long"))
    .transform((words) => words || null),
});

export const parseReportForm = (form: URLSearchParams): ParsedForm<z.infer<typeof schema>> => parseForm(schema, form);
