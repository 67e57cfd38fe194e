import { Secret, TOTP } from "otpauth";

/** What every authenticator app speaks (RFC 6238): six digits of SHA-1, a new one every 30 seconds. */
const PERIOD = 30;
/** The clock of a phone may be one step off. */
const WINDOW = 1;

/** 160 random bits in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address behind the QR code, with which an app takes the secret. */
export function totpAddress(secret: string, { site, email }: { site: string; email: string }): string {
  return new TOTP({ issuer: site, label: email, secret, period: PERIOD }).toString();
}

/** The time step that a code belongs to, or undefined for a wrong one. The caller takes each step once. */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ secret, period: PERIOD });
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
}
