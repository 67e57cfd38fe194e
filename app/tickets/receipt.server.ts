import { isSame, sign } from "~/http/signing.server.ts";

const LIFETIME_MS = 10 * 60 * 1000;

/** A signed pass to the confirmation page, for a browser whose cookie does not come back. */
export function issueReceipt(secret: string, ticketId: number, now: number): string {
  return `${now}.${sign(secret, "receipt", ticketId, now)}`;
}

export function isReceipt(secret: string, receipt: string | null, ticketId: number, now: number): boolean {
  const [issuedAt, signature] = (receipt ?? "").split(".");
  if (!issuedAt || !signature || Math.abs(now - Number(issuedAt)) > LIFETIME_MS) return false;
  return isSame(signature, sign(secret, "receipt", ticketId, Number(issuedAt)));
}
