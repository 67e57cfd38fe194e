import type { Report } from "./mail.ts";

/** A report of a delivery that failed stands at the beginning; what follows is the mail itself. */
const LOOKED_AT = 256 * 1024;

/** What a mail server says of a mail of ours that came back (RFC 3464); null for any other mail. */
export function readReport(bytes: Buffer): Report | null {
  const text = bytes.subarray(0, LOOKED_AT).toString("latin1");
  if (!/^content-type:\s{0,100}multipart\/report\b/im.test(text) || !/report-type="?delivery-status/i.test(text))
    return null;
  const failed = /^action:[ \t]*failed/im.test(text);
  const [status = "", subject = ""] = /^status:[ \t]*5\.(\d{1,3})\.\d{1,3}/im.exec(text) ?? [];
  const [, reason = ""] = /^diagnostic-code:[ \t]*(.{1,300})/im.exec(text) ?? [];
  const about = Array.from(
    text.matchAll(/^(?:message-id|references|in-reply-to|original-message-id):[ \t]*(.{1,900})/gim),
    ([, ids = ""]) => Array.from(ids.matchAll(/<([^<>\s]{1,250})>/g), ([, id = ""]) => id),
  ).flat();
  // Subjects of status codes (RFC 3463): 1 and 2 are about the mailbox, 7 is about us.
  return {
    about,
    isGone: failed && /^[012]$/.test(subject),
    reason: (reason || status).replace(/\s+/g, " ").trim().slice(0, 300),
  };
}
