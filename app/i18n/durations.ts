import type { Words } from "./words.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, for a sentence: "in 39 minutes", "за 1 час 12 минут", "меньше чем за минуту". Takes milliseconds. */
export function tookWords(ms: number, t: Words): string {
  if (ms < MINUTE) return t("time:took_moment");
  return t("time:took", { duration: durationWords(ms, t, "after") });
}

/**
 * A length of time, rounded as people say it. `form` "after" is the case that follows a preposition
 * (за 1 минуту), "alone" stands by itself (1 минута), "short" fits a column (1 ч 12 мин).
 */
export function durationWords(ms: number, t: Words, form: "after" | "alone" | "short"): string {
  const say = (unit: string, count: number) => t(`time:${form}.${unit}`, { count });
  if (ms < MINUTE) return say("seconds", 1);
  if (ms < 59.5 * MINUTE) return say("minutes", Math.round(ms / MINUTE));
  if (ms < 2 * HOUR) {
    const minutes = Math.round((ms % HOUR) / (5 * MINUTE)) * 5;
    if (minutes === 60) return say("hours", 2);
    return minutes === 0 ? say("hours", 1) : `${say("hours", 1)} ${say("minutes", minutes)}`;
  }
  if (ms < 2 * DAY) return say("hours", Math.round(ms / HOUR));
  return say("days", Math.round(ms / DAY));
}
