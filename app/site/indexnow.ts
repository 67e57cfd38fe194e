/**
 * IndexNow: search engines (Bing, Yandex and others, not Google) are told of each public address that changed.
 * https://www.indexnow.org/documentation
 */
export interface IndexNow {
  isOn: boolean;
  /** Shows that the site is ours: made once, and served at /<key>.txt. */
  key: string;
  /** Why nothing is sent until an admin switches it on again. */
  stopped: Stop | null;
  last: Told | null;
}

/** The endpoint did not take the key or the addresses, answered something else that no waiting mends, or is not asked. */
export type Stop = "key" | "addresses" | "request" | "local";

/** What the last attempt to tell came to. */
export interface Told {
  at: number;
  /** How many addresses were sent. */
  count: number;
  /** What the endpoint answered; null where nobody answered. */
  status: number | null;
}

/** What the settings page shows of it. */
export interface IndexNowView extends IndexNow {
  /** Addresses that wait to be sent. */
  waiting: number;
}

/** Nobody out there can read this site, so there is nothing to tell: its address means the machine itself. */
export function isLocalOrigin(origin: string): boolean {
  const { hostname } = new URL(origin);
  return /(^|\.)localhost$|^127\.|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname);
}
