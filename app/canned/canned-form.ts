import { z } from "zod";
import { type ParsedForm, parseForm } from "~/http/form.ts";
import { locales } from "~/i18n/locale.ts";

export const limits = { name: 40, body: 5_000 };

/** One word, since it is typed behind two colons: spaces become hyphens. */
const name = z
  .string()
  .default("")
  .transform((typed) => typed.normalize("NFC").trim().replace(/^::/, "").trim().replace(/\s+/g, "-").toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "canned:error.name_missing")
      .max(limits.name, "canned:error.name_long")
      .regex(/^[\p{L}\p{M}\p{N}_-]+$/u, "canned:error.name_signs"),
  );

const body = z
  .string()
  .default("")
  .transform((typed) => typed.replace(/[^\P{Cc}\t\n]/gu, "").trim())
  .pipe(z.string().min(1, "canned:error.body_missing").max(limits.body, "canned:error.body_long"));

const schema = z.object({ name, language: z.enum(locales, "canned:error.language_missing"), body });

export type CannedValues = z.infer<typeof schema>;

/** The form of one canned answer. */
export function parseCannedForm(form: URLSearchParams): ParsedForm<CannedValues> {
  return parseForm(schema, form);
}
