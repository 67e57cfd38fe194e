import { fieldsOf, type Mail } from "./mail.ts";

/*
 * Whether a mail comes from the domain that it says it is from. SPF, DKIM and DMARC are looked up by the mail server that
 * took it, which writes what it found into Authentication-Results (RFC 8601). Only that of the own server counts, by its
 * name; anybody can write such a field, so where two of them disagree, none is believed.
 */

/** unknown: nobody has looked, or what was found says nothing. */
export type Proof = "pass" | "fail" | "unknown";

interface Result {
  method: string;
  value: string;
  /** "header.from" → "example.com" */
  properties: Map<string, string>;
}

/** @param serverId whose word counts; without one nothing is known */
export function senderProof(mail: Pick<Mail, "head" | "from">, serverId: string | undefined): Proof {
  if (!serverId) return "unknown";
  const domain = mail.from[0]?.split("@").at(-1) ?? "";
  const results = fieldsOf(mail, "authentication-results").flatMap((field) => readResults(field, serverId) ?? []);
  // It did not come by our server at all.
  if (!fieldsOf(mail, "authentication-results").some((field) => readResults(field, serverId))) return "fail";
  const of = (method: string) => results.filter((result) => result.method === method);
  const dmarc = of("dmarc");
  if (dmarc.length > 0 && dmarc.every(({ value }) => value === "pass")) {
    const isOfOther = dmarc.some(({ properties }) => !isAligned(properties.get("header.from") ?? domain, domain));
    return isOfOther ? "fail" : "pass";
  }
  // The domain says nothing of what is to be done with mails in its name.
  const saysNothing = dmarc.every(({ value }) => value === "none");
  if (!saysNothing) return dmarc.some(({ value }) => value === "fail" || value === "pass") ? "fail" : "unknown";
  const [spf, dkim] = [of("spf"), of("dkim")];
  const isSent =
    spf.length > 0 && spf.every((one) => one.value === "pass" && isAligned(mailDomain(one, "smtp.mailfrom"), domain));
  const isSigned = dkim.some(
    (one) => one.value === "pass" && isAligned(mailDomain(one, "header.d", "header.i"), domain),
  );
  if (isSent || isSigned) return "pass";
  return [...spf, ...dkim].some(({ value }) => value === "fail" || value === "softfail") ? "fail" : "unknown";
}

/** Undefined for what another server says. */
function readResults(field: string, serverId: string): Result[] | undefined {
  const [id = "", ...parts] = withoutComments(field).split(";");
  if (id.trim().split(/\s+/)[0]?.toLowerCase() !== serverId.toLowerCase()) return undefined;
  return parts.flatMap((part) => {
    const [first = "", ...rest] = part.trim().split(/\s+/);
    const [, method = "", value = ""] = /^([a-z\d-]+)(?:\/\d+)?=([a-z]+)$/i.exec(first) ?? [];
    if (!method) return [];
    const properties = rest
      .map((one) => one.toLowerCase().split("=", 2))
      .map(([name = "", text = ""]) => [name, text.replaceAll('"', "")] as const);
    return [{ method: method.toLowerCase(), value: value.toLowerCase(), properties: new Map(properties) }];
  });
}

/** "(a comment (in another))" may stand anywhere, and hold a ";". */
function withoutComments(field: string): string {
  let depth = 0;
  let isQuoted = false;
  let result = "";
  for (const sign of field) {
    if (sign === '"' && depth === 0) isQuoted = !isQuoted;
    if (!isQuoted && sign === "(") depth += 1;
    else if (!isQuoted && sign === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0) result += sign;
  }
  return result;
}

const mailDomain = ({ properties }: Result, ...names: string[]) => {
  const value = names.map((name) => properties.get(name)).find((one) => one) ?? "";
  return value.split("@").at(-1) ?? "";
};

/** The same domain, or one a part of the other: labels are compared, not endings. */
function isAligned(one: string, other: string): boolean {
  const [short, long] = [one, other]
    .map((name) => name.toLowerCase().split(".").reverse())
    .sort((a, b) => a.length - b.length);
  return short !== undefined && short.length >= 2 && short.every((label, at) => label !== "" && label === long?.[at]);
}
