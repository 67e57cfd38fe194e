import { z } from "zod";
import { type ParsedForm, parseForm } from "~/http/form.ts";
import { email } from "~/mail/address.ts";

const schema = z.object({ email: email.refine((address) => address !== null, "mail:error.address") });

/** The form that asks for a ticket's news. Its field is called as on every form, its control as on this one. */
export function parseFollowForm(form: URLSearchParams): ParsedForm<{ email: string }> {
  const { typed, errors, values } = parseForm(schema, form);
  const atControl = errors.map((error) => ({ ...error, field: "follow-email" }));
  return { typed, errors: atControl, ...(values?.email && { values: { email: values.email } }) };
}
