import type { ParsedForm } from "~/http/form.ts";

let loading: Promise<ReadonlySet<string>> | undefined;

/** The 49,000 commonest passwords of known breaches, in lower case. Read when somebody first chooses a password. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return loading;
}

/** Whether it is among the passwords that everybody tries first (ASVS 5.0 6.2.4), also with other capitals. */
export async function isCommonPassword(password: string): Promise<boolean> {
  return (await commonPasswords()).has(password.normalize("NFKC").toLowerCase());
}

/** The same form, refused at `field` where the new password in it is a common one. */
export async function refuseCommonPassword<Values extends Record<string, unknown>>(
  parsed: ParsedForm<Values>,
  field: keyof Values & string,
): Promise<ParsedForm<Values>> {
  if (!parsed.values || !(await isCommonPassword(String(parsed.values[field])))) return parsed;
  return { typed: parsed.typed, errors: [{ field, message: "people:error.password_obvious" }] };
}
