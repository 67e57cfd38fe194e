import { z } from "zod";

/** What a browser gives so that it can be written to (W3C Push API), with the names of its fields. */
export interface Subscription {
  endpoint: string;
  /** Its public key, uncompressed P-256, in base64url. */
  p256dh: string;
  /** 16 bytes that only the browser and we know, in base64url. */
  auth: string;
}

const MOST_CHARACTERS = 1_000;
/** Names that mean something inside a network only (RFC 6761, 6762, 8375, and what routers hand out). */
const INNER = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|example|invalid|onion)$/;

const subscription = z.object({
  endpoint: z.string().max(MOST_CHARACTERS).refine(isPublicAddress),
  p256dh: z.string().regex(/^B[A-P][\w-]{85}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
});

/** What the page's script put into the form; undefined where it is nothing that we would write to. */
export function parseSubscription(form: URLSearchParams): Subscription | undefined {
  return subscription.safeParse(Object.fromEntries(form)).data;
}

/** https, at a name of the public network, at its usual port. Where the name leads is checked at each call. */
export function isPublicAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  // Numbers of machines are written in many ways; a URL's host has them as one, which ends in a digit or a bracket.
  const isName = /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z][a-z\d-]*$/.test(hostname) && !INNER.test(hostname);
  return protocol === "https:" && isName && port === "" && username === "" && password === "";
}
