import type { Db } from "#db/client.ts";
import type { TakenAs } from "#db/schema.ts";
import type { Limits } from "~/http/keep-limits.server.ts";
import { stopBouncedAddress } from "~/mail/bounced-address.server.ts";
import { findTaken, mailKey, noteOnce } from "~/mail/taken-mails.server.ts";
import { readText } from "~/moderation/read-text.ts";
import { isOnlyThanks } from "~/moderation/request-shape.ts";
import { maskSecrets } from "~/secrets/find-secrets.ts";
import type { Site } from "~/site/site.ts";
import { replyToTicket } from "~/tickets/reply-to-ticket.server.ts";
import { limits as lengths } from "~/tickets/ticket.ts";
import { findWriter, type Writing } from "./find-writer.server.ts";
import { isOfMachine } from "./machine-mail.ts";
import type { Mail, MailFile } from "./mail.ts";
import { withoutOwnLinks } from "./own-links.ts";
import { readMail } from "./read-mail.server.ts";
import { takeMailFiles } from "./take-mail-files.server.ts";

/** Encoded, as it comes: what mail servers take as a rule. */
export const MAX_MAIL_BYTES = 30 * 1024 * 1024;

export interface Taking {
  mailIn: { address: string; authServerId?: string };
  secret: string;
  site: Site;
  limits: Limits;
  /** Where files are kept. */
  folder: string;
  now: number;
  /** Told where the spam filter fails. */
  onFailure: (error: unknown) => void;
}

/**
 * Makes of a mail what becomes of it: a reply to the ticket of the address that it was sent to, one that waits for the
 * team's look, or nothing. Never twice of the same mail. Throws where the database or the disk does.
 */
export async function takeMail(db: Db, bytes: Uint8Array, taking: Taking): Promise<TakenAs> {
  const { now } = taking;
  const mail = await readMail(bytes);
  const finish = async (outcome: TakenAs, by = outcome as string) => {
    await noteOnce(db, { key: mailKey(mail?.messageId ?? null, bytes, by), outcome, now });
    return outcome;
  };
  if (!mail) return finish("unreadable");
  if (mail.report) {
    const { about, isGone, reason } = mail.report;
    if (isGone) await stopBouncedAddress(db, { messageIds: about, reason, now });
    return finish("bounce");
  }
  if (isOfMachine(mail)) return finish("machine");
  const writing = await findWriter(db, mail, {
    ...taking,
    mailbox: taking.mailIn.address,
    authServerId: taking.mailIn.authServerId,
  });
  if (!writing) return finish("unknown");
  const key = mailKey(mail.messageId, bytes, writing.by);
  const taken = await findTaken(db, key);
  if (taken) return taken;
  if (!mail.text && mail.files.length === 0) return finish("empty", writing.by);
  const budget = await countMail(mail, writing, taking);
  if (budget === "flood") return finish("flood", writing.by);
  try {
    return await writeReply(db, { mail, writing, key, isOver: budget === "over" }, taking);
  } catch (error) {
    // Another process was faster with the very same mail.
    const outcome = await findTaken(db, key);
    if (outcome) return outcome;
    throw error;
  }
}

/** The limits of the form, for a mailbox instead of a network. */
async function countMail(
  mail: Mail,
  { viewer, by }: Writing,
  { limits, now }: Taking,
): Promise<"flood" | "over" | "within"> {
  if (viewer.agent) return "within";
  const [reply, files] = [
    await limits.take("reply", senderOf(by), now),
    mail.files.length > 0 ? await limits.take("file", senderOf(by), now, mail.files.length) : undefined,
  ];
  if (reply.waitMs !== undefined || files?.waitMs !== undefined) return "flood";
  return reply.isOver ? "over" : "within";
}

/** Stands where a form has its network. */
const senderOf = (by: string) => `mail ${by}`;

async function writeReply(
  db: Db,
  { mail, writing, key, isOver }: { mail: Mail; writing: Writing; key: string; isOver: boolean },
  taking: Taking,
): Promise<TakenAs> {
  const { viewer, rights, ticket, name, by, doubts } = writing;
  const { now, site } = taking;
  const { body, rest } = shorten(withoutOwnLinks(mail.text, { origin: site.origin, mailbox: taking.mailIn.address }));
  const files = await takeMailFiles(db, [...rest, ...mail.files], { ...taking, viewer });
  const isPublic = ticket.visibility === "public";
  const sent = await replyToTicket(db, {
    ticket,
    viewer,
    rights,
    kind: viewer.agent ? "answer" : "comment",
    // A form asks what to do with a card number; a mail cannot be asked.
    body: isPublic && !viewer.agent ? (maskSecrets([body])[0] ?? "") : body,
    name,
    files: files.kept,
    isUnsolved: !isOnlyThanks(readText(body)),
    isOfficial: false,
    addressPrefix: senderOf(by),
    cameBy: {
      form: { decoy: false, sameOrigin: true, knownVisitor: viewer.visitor !== null },
      address: senderOf(by),
      isOverBudget: isOver,
      doubts,
      onFailure: taking.onFailure,
    },
    byMail: { key, leftOut: files.leftOut },
    now,
    site,
  });
  const outcome = "reply" in sent && sent.reply.moderation === "held" ? "held" : "reply";
  // The same words had come before, by the page or in another mail.
  await noteOnce(db, { key, outcome, now });
  return outcome;
}

/** What a text may not hold stands beside it as a file: nothing that somebody wrote is lost. */
function shorten(text: string): { body: string; rest: MailFile[] } {
  if (text.length <= lengths.body) return { body: text, rest: [] };
  const body = `${text.slice(0, lengths.body - 2).replace(/[\ud800-\udbff]$/, "")}…`;
  return { body, rest: [{ name: "mail.txt", content: Buffer.from(text) }] };
}
