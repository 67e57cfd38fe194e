import { type AddressObject, type Attachment, type HeaderLines, type ParsedMail, simpleParser } from "mailparser";
import { cutHtml } from "./cut-html.server.ts";
import { cutText } from "./cut-text.ts";
import type { Mail, MailFile } from "./mail.ts";
import { readReport } from "./report.ts";

const MOST_FIELDS = 500;
const LONGEST_FIELD = 4_000;
/** Of an attached picture or log: those over it are refused by their size anyway. */
const MOST_FILES = 30;

/** A mail as it came over the line, read. Throws for what is no mail. */
export async function parseMail(bytes: Buffer): Promise<Mail> {
  const parsed = await simpleParser(bytes, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  const { text, pictures, hasMore } = ownWords(parsed);
  return {
    messageId: parsed.messageId?.replace(/^<|>$/g, "").slice(0, 500) ?? null,
    from: addressesOf(parsed.from),
    head: parsed.headerLines.slice(0, MOST_FIELDS).map((field) => readField(field, parsed)),
    text,
    hasMore,
    files: parsed.attachments
      .filter((one) => isForReaders(one, pictures))
      .slice(0, MOST_FILES)
      .map(fileOf),
    report: readReport(bytes),
  };
}

function ownWords({ html, text }: ParsedMail): { text: string; pictures: string[]; hasMore: boolean } {
  const hasMore = Boolean((html || text || "").trim());
  const ofHtml = html ? cutHtml(html) : undefined;
  if (ofHtml?.markdown) return { text: ofHtml.markdown, pictures: ofHtml.pictures, hasMore };
  return { text: text ? cutText(text) : "", pictures: ofHtml?.pictures ?? [], hasMore };
}

function readField({ key, line }: HeaderLines[number], { subject = "" }: ParsedMail): [string, string] {
  // The only one whose words are looked at.
  if (key === "subject") return [key, subject.slice(0, LONGEST_FIELD)];
  const value = line.slice(line.indexOf(":") + 1).replace(/\r?\n[ \t]+/g, " ");
  return [key, value.trim().slice(0, LONGEST_FIELD)];
}

function addressesOf(from: AddressObject | AddressObject[] | undefined): string[] {
  const all = [from ?? []].flat().flatMap(({ value }) => value);
  return all.flatMap((one) => [one, ...(one.group ?? [])]).flatMap(({ address }) => address?.toLowerCase() ?? []);
}

/** Not the logo of a signature, and nothing that only programs read. */
function isForReaders({ cid, contentDisposition, related, contentType }: Attachment, pictures: string[]): boolean {
  if (/^application\/(?:pgp-signature|(?:x-)?pkcs7-signature|ms-tnef)$|^text\/calendar$|^message\//.test(contentType))
    return false;
  const isInText = Boolean(cid) && (related || contentDisposition === "inline");
  return !isInText || pictures.includes(cid ?? "");
}

const fileOf = ({ filename, content, contentType }: Attachment): MailFile => ({
  name: filename || `file.${contentType.split("/")[1] ?? ""}`,
  content,
});
