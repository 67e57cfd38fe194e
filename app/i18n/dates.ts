import type { Locale } from "./locale.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day as people write it: "2 ноября 2026 г.", "2 November 2026". `at` is milliseconds since 1970 UTC. */
export function formatDay(at: number, locale: Locale, timezone: string): string {
  return format(locale, timezone, { day: "numeric", month: "long", year: "numeric" }).format(at);
}

/** A day and the time of day in the site's time zone. */
export function formatMoment(at: number, locale: Locale, timezone: string): string {
  return format(locale, timezone, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  }).format(at);
}

/** "November 2026", or "Nov". */
export function formatMonth(at: number, locale: Locale, timezone: string, style: "long" | "short"): string {
  const options: Intl.DateTimeFormatOptions =
    style === "long" ? { month: "long", year: "numeric" } : { month: "short" };
  return format(locale, timezone, options).format(at);
}

function format(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${options.day} ${options.month} ${options.hour}`;
  const kept = formats.get(key);
  if (kept) return kept;
  // British English: days before months and a 24-hour clock, like the other two languages.
  const made = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { ...options, timeZone });
  formats.set(key, made);
  return made;
}
