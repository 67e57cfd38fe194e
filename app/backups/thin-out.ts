import { backupTime } from "./backup-name.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of each span the newest backup stays, for so many spans that have one. A clock that was wrong takes nothing away. */
const KEPT: { most: number; spanOf: (time: number) => string | number }[] = [
  { most: 7, spanOf: (time) => Math.floor(time / DAY_MS) },
  // 1 January 1970 was a Thursday: weeks begin on Mondays.
  { most: 4, spanOf: (time) => Math.floor((time / DAY_MS + 3) / 7) },
  { most: 6, spanOf: (time) => new Date(time).toISOString().slice(0, 7) },
];

/** Which of these files may go: what is not the newest of one of 7 days, 4 weeks or 6 months. Others' files are never named. */
export function thinOut(names: string[]): string[] {
  const backups = names
    .map((name) => ({ name, time: backupTime(name) }))
    .filter((backup): backup is { name: string; time: number } => backup.time !== undefined)
    .sort((a, b) => b.time - a.time);
  const kept = new Set<string>();
  for (const { most, spanOf } of KEPT) {
    const spans = new Set<string | number>();
    for (const { name, time } of backups) {
      const span = spanOf(time);
      if (spans.has(span)) continue;
      if (spans.size === most) break;
      spans.add(span);
      kept.add(name);
    }
  }
  return backups.map(({ name }) => name).filter((name) => !kept.has(name));
}
