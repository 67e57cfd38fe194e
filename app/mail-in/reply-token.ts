import { fieldsOf, type Mail } from "./mail.ts";

/** Where mail servers and programs say whom a mail is for. */
const FIELDS = [
  "to",
  "cc",
  "delivered-to",
  "x-original-to",
  "envelope-to",
  "x-envelope-to",
  "x-forwarded-to",
  "resent-to",
];
const MOST = 5;

/** What stands behind the plus of our mailbox in the addresses that a mail is for. */
export function replyTokens(mail: Pick<Mail, "head">, mailbox: string): string[] {
  const at = mailbox.lastIndexOf("@");
  const [name, host] = [mailbox.slice(0, at), mailbox.slice(at + 1)].map((part) =>
    part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  const address = new RegExp(`(?:^|[\\s<,;:"'])${name}\\+([\\da-z-]{20,64})@${host}(?=$|[\\s>,;"'])`, "gi");
  const found = FIELDS.flatMap((field) => fieldsOf(mail, field)).flatMap((value) =>
    Array.from(value.matchAll(address), ([, token = ""]) => token.toLowerCase()),
  );
  return [...new Set(found)].slice(0, MOST);
}
