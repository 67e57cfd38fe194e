import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes in base64url, for cookies and one-time addresses. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a random token. A plain hash is enough: the token has 256 bits. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** HMAC-SHA256 over a purpose and its parts, in base64url. The purpose keeps one signature from standing for another. */
export function sign(secret: string, purpose: string, ...parts: (string | number)[]): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest("base64url");
}

/** Whether a program says the token that it was given (RFC 6750). */
export function isBearer(authorization: string | null | undefined, token: string): boolean {
  const [, said = ""] = /^Bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
  return isSame(hashToken(said), hashToken(token));
}

/** Compares in constant time. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
