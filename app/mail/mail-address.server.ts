import { sign } from "~/http/signing.server.ts";
import { mailboxOf } from "./address.ts";

/** An address of a form, with the key under which its mailbox is counted. */
export interface MailAddress {
  address: string;
  mailboxKey: string;
}

export function mailAddress(secret: string, address: string): MailAddress {
  return { address, mailboxKey: sign(secret, "mailbox", mailboxOf(address)) };
}
