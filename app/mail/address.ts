import { z } from "zod";
import { oneLine } from "~/http/one-line.ts";

/** Of the whole address, RFC 5321. */
export const MAX_ADDRESS = 254;

/** Before the plus of an address that letters are answered to: 64 (RFC 5321) without the longest token behind it. */
export const MAX_MAILBOX = 15;

/** In plain ASCII, without quotes. */
const isName = (name: string) => name.length <= 64 && z.email().safeParse(`${name}@example.com`).success;

/** As a host is once its letters are ASCII (IDNA): its last part may have digits then. */
const HOST = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/;

/**
 * An address as mail is sent to it: the host in ASCII and lower case, the rest as typed. Undefined for what no mail
 * server takes, and for whatever could be read as more than one address or as a line of a mail's head.
 */
export function parseAddress(typed: string): string | undefined {
  const text = typed.trim();
  const at = text.lastIndexOf("@");
  const host = asciiHost(text.slice(at + 1));
  if (at < 1 || !host) return undefined;
  const address = `${text.slice(0, at)}@${host}`;
  return address.length <= MAX_ADDRESS && isName(text.slice(0, at)) ? address : undefined;
}

/** Undefined for numbers of machines, names without a dot, and what is no name of a host. */
function asciiHost(host: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(host)) return undefined;
  const ascii = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  return HOST.test(ascii) ? ascii : undefined;
}

const GMAIL = /^(gmail|googlemail)\.com$/;
const YANDEX = /^(ya\.ru|yandex\.(ru|com|by|kz|ua))$/;

/**
 * The mailbox that an address reaches, so that no spelling gets around a limit or a "never again": capitals and what
 * stands behind a plus say nothing, with Gmail also dots, with Yandex its other hosts and a dash for a dot.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf("@");
  const name = address.slice(0, at).toLowerCase().replace(/\+.*/, "");
  const host = address.slice(at + 1).toLowerCase();
  if (GMAIL.test(host)) return `${name.replaceAll(".", "")}@gmail.com`;
  if (YANDEX.test(host)) return `${name.replaceAll("-", ".")}@yandex.ru`;
  return `${name}@${host}`;
}

/** Enough of an address to know one's own again: "a…@example.com". */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** Whom a mail comes from. */
export interface Sender {
  name: string;
  address: string;
}

/** "help@example.com", or "Our team <help@example.com>". A host of this machine may have no dot. */
export function parseSender(text: string): Sender | undefined {
  const [, name = "", address = ""] = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>\s]+)>|\S+)\s*$/.exec(text) ?? [];
  const sender = address || text.trim();
  const isLocal = /^[a-z\d._-]+@[a-z\d-]+$/i.test(sender);
  const known = isLocal ? sender : parseAddress(sender);
  return known ? { name: oneLine(name), address: known } : undefined;
}

/** The address of a form, or null where it was left empty. */
export const email = z
  .string()
  .default("")
  .transform((typed, context) => {
    if (typed.trim() === "") return null;
    const address = parseAddress(typed);
    if (!address) context.addIssue({ code: "custom", message: "mail:error.address" });
    return address ?? z.NEVER;
  });
