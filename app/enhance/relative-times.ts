const MINUTE_MS = 60_000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 24 * 60],
  ["month", 30 * 24 * 60],
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
];

/** "2 hours ago" as a tooltip. The page says the day and the hour, and stays the same whenever it is read. */
export function tellRelativeTimes(): void {
  document.addEventListener("pointerover", ({ target }) => {
    const time = (target as Element).closest("time");
    if (time) time.title = relativeTime(Date.parse(time.dateTime), Date.now(), document.documentElement.lang);
  });
}

/** How long ago, in whole units, rounded down; at least a minute. Times are in milliseconds. */
export function relativeTime(at: number, now: number, language: string): string {
  const minutes = Math.max(1, Math.floor((now - at) / MINUTE_MS));
  const [unit, length] = UNITS.find(([, length]) => minutes >= length) as (typeof UNITS)[number];
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(minutes / length), unit);
}
