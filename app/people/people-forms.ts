import { z } from "zod";
import { parseForm } from "~/http/form.ts";
import { passwordProblem } from "./password-rules.ts";
import type { WelcomeKind } from "./person.ts";
import { cleanName } from "./reserved-names.ts";

const name = z
  .string({ error: "people:error.name_missing" })
  .transform(cleanName)
  .pipe(z.string().min(1, "people:error.name_missing"));

const email = z
  .string({ error: "people:error.email_missing" })
  .trim()
  .toLowerCase()
  .min(1, "people:error.email_missing")
  .max(254, "people:error.email_long")
  .regex(z.regexes.html5Email, "people:error.email_shape");

const anyPassword = z.string({ error: "people:error.password_missing" }).min(1, "people:error.password_missing");

/** `known`: words that the password may not be, such as the person's name. */
const newPassword = (known: (string | null | undefined)[]) =>
  z.string({ error: "people:error.new_password_missing" }).superRefine((password, { addIssue }) => {
    const message = password ? passwordProblem(password, known.filter(isText)) : "people:error.new_password_missing";
    if (message) addIssue({ code: "custom", message });
  });

const isText = (text: string | null | undefined): text is string => typeof text === "string";

const role = z.enum(["agent", "admin"], { error: "people:error.role" });

export function parseSignInForm(form: URLSearchParams) {
  return withoutPasswords(parseForm(z.object({ email, password: anyPassword }), form));
}

export function parseInviteForm(form: URLSearchParams) {
  return parseForm(z.object({ name, email, role }), form);
}

export function parsePasswordForm(form: URLSearchParams, known: string[]) {
  return withoutPasswords(
    parseForm(z.object({ current_password: anyPassword, new_password: newPassword(known) }), form),
  );
}

/** The form of a one-time address: the first admin says who they are, the invited may correct their name. */
export function parseWelcomeForm(form: URLSearchParams, kind: WelcomeKind, known: string[]) {
  const password = newPassword([...known, form.get("name"), form.get("email")]);
  const schema = z.object({
    name: kind === "reset" ? z.string().optional() : name,
    email: kind === "first_admin" ? email : z.string().optional(),
    password,
  });
  return withoutPasswords(parseForm(schema, form));
}

/** A password is typed again, never sent back. */
function withoutPasswords<Parsed extends { typed: Record<string, string> }>(parsed: Parsed): Parsed {
  const typed = Object.entries(parsed.typed).filter(([field]) => !field.includes("password"));
  return { ...parsed, typed: Object.fromEntries(typed) };
}
