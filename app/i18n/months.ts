/** When the last `count` months began in a time zone, oldest first, and behind them when the next one begins. */
export function monthStarts(now: number, timezone: string, count: number): number[] {
  const today = new Date(wallClock(now, timezone));
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  return Array.from({ length: count + 1 }, (_, index) => {
    const asUtc = Date.UTC(year, month + 1 - count + index, 1);
    return asUtc - (wallClock(asUtc, timezone) - asUtc);
  });
}

/** What the clocks there show, as if it were UTC. To the minute: no zone is off by seconds today. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric" },
    minute: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}
