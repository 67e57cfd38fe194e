import { randomBytes } from "node:crypto";
import { isSame, sign } from "./signing.server.ts";

const LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A signed token for a form on an uncached page: when it was issued, a nonce, and the signature. */
export function issueFormToken(secret: string, now: number): string {
  const nonce = randomBytes(12).toString("base64url");
  return `${now}.${nonce}.${sign(secret, "form", now, nonce)}`;
}

export interface FormToken {
  nonce: string;
  issuedAt: number;
  /**
   * Older than a day, or of a day that has not come (a clock that was wrong): the signature is ours, but the form is
   * shown again with a fresh one.
   */
  expired: boolean;
}

/** Reads a token; undefined when it is not ours. */
export function readFormToken(secret: string, token: string | null, now: number): FormToken | undefined {
  const [issuedAt, nonce, signature] = (token ?? "").split(".");
  if (!issuedAt || !nonce || !signature) return undefined;
  if (!isSame(signature, sign(secret, "form", Number(issuedAt), nonce))) return undefined;
  return { nonce, issuedAt: Number(issuedAt), expired: Math.abs(now - Number(issuedAt)) > LIFETIME_MS };
}
