import { z } from "zod";
import { type FieldError, type ParsedForm, parseForm } from "~/http/form.ts";
import { oneLine } from "~/http/one-line.ts";
import { email } from "~/mail/address.ts";
import { parseUsed } from "./insert.ts";
import { type Kind, limits, needsReason, phaseOf } from "./ticket.ts";
import { name, body as optionalBody, title } from "./ticket-form.ts";

const reason = z
  .string()
  .max(limits.reason, "forms:error.reason_long")
  .default("")
  .transform((value) => oneLine(value) || null);

const anyBody = z.string().default("").pipe(optionalBody);
const body = anyBody.refine((value) => value.trim().length > 0, "forms:error.reply_missing");

const schema = z.object({
  "reply-body": body,
  "reply-kind": z.enum(["answer", "comment", "note"], "forms:error.reply_kind_missing").default("answer"),
  "reply-name": name,
  "reply-email": email,
  "reply-outcome": z.enum(["saying", "unsolved"], "forms:error.outcome_missing").default("saying"),
  official: z.string().default(""),
  status: z.string().default(""),
  reason,
  // What is no version of ours stops a reply once, like an old one.
  seen: z.coerce.number().int().optional().catch(0),
  canned: z.string().optional().transform(parseUsed),
});

export type ReplyForm = ParsedForm<z.infer<typeof schema>>;

/** A picture says enough. */
const schemaWithFiles = schema.extend({ "reply-body": anyBody });

/** The form below a ticket. With a status that is closed, its reason must be there. */
export function parseReplyForm(
  form: URLSearchParams,
  kind: Kind,
  { hasFiles = false, hasMail = false } = {},
): ReplyForm {
  if (!hasMail) form.delete("reply-email");
  const parsed = parseForm(hasFiles ? schemaWithFiles : schema, form);
  const problem = parsed.values && statusProblem(kind, parsed.values.status, parsed.values.reason);
  return problem ? { typed: parsed.typed, errors: [problem] } : parsed;
}

function statusProblem(kind: Kind, status: string, reason: string | null): FieldError | undefined {
  if (!status) return undefined;
  const phase = phaseOf(kind, status);
  if (!phase) return { field: "status", message: "forms:error.status_unknown" };
  if (needsReason(phase) && !reason) return { field: "reason", message: "forms:error.reason_missing" };
  return undefined;
}

const statusSchema = z.object({ status: z.string().min(1, "forms:error.status_unknown"), reason });

/** A status by itself. */
export function parseStatusForm(form: URLSearchParams, kind: Kind): ParsedForm<z.infer<typeof statusSchema>> {
  const parsed = parseForm(statusSchema, form);
  const problem = parsed.values && statusProblem(kind, parsed.values.status, parsed.values.reason);
  return problem ? { typed: parsed.typed, errors: [problem] } : parsed;
}

const editSchema = z.object({ title, body: optionalBody.default("") });
const editReplySchema = z.object({ body });
const editReplyWithFilesSchema = z.object({ body: anyBody });

/** The form in place of a ticket's text. */
export function parseEditForm(form: URLSearchParams): ParsedForm<z.infer<typeof editSchema>> {
  return parseForm(editSchema, form);
}

/** The form in place of a reply's text. */
export function parseEditReplyForm(
  form: URLSearchParams,
  { hasFiles = false } = {},
): ParsedForm<z.infer<typeof editReplySchema>> {
  return parseForm(hasFiles ? editReplyWithFilesSchema : editReplySchema, form);
}
