import { z } from "zod";
import { type ParsedForm, parseForm } from "~/http/form.ts";
import { oneLine } from "~/http/one-line.ts";
import { email } from "~/mail/address.ts";
import { cleanName } from "~/people/reserved-names.ts";
import { kinds, limits } from "./ticket.ts";

/** Line ends as one, no control characters but tabs and line breaks. */
const text = z.string().transform((value) => value.replace(/[^\P{Cc}\t\n]/gu, ""));

export const title = text
  .transform(oneLine)
  .pipe(z.string().min(1, "forms:error.title_missing").max(limits.title, "forms:error.title_long"));

export const body = text
  .transform((value) => value.replace(/\s+$/, ""))
  .pipe(z.string().max(limits.body, "forms:error.body_long"));

/** A name as it will be shown, or null. */
export const name = z
  .string()
  .max(limits.name, "forms:error.name_long")
  .default("")
  .transform((value) => cleanName(value) || null);

const schema = z.object({
  kind: z.enum(kinds, "forms:error.kind_missing").default("question"),
  title,
  body: body.default(""),
  category: z
    .string()
    .regex(/^\d*$/, "forms:error.category_missing")
    .default("")
    .transform((value) => (value ? Number(value) : null)),
  visibility: z.enum(["public", "private"], "forms:error.visibility_missing").default("public"),
  name,
  email,
});

export type TicketValues = z.infer<typeof schema>;
export type TicketForm = ParsedForm<TicketValues>;

/** The form of a new ticket. Without mail nothing is read of an address. A category that does not exist is an error, not a surprise. */
export function parseTicketForm(form: URLSearchParams, categoryIds: number[], { hasMail = false } = {}): TicketForm {
  if (!hasMail) form.delete("email");
  const parsed = parseForm(schema, form);
  const category = parsed.values?.category;
  if (category && !categoryIds.includes(category)) {
    return { typed: parsed.typed, errors: [{ field: "category", message: "forms:error.category_missing" }] };
  }
  return parsed;
}
