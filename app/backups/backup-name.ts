const NAME = /^glasno-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z[.]tar[.]gz$/;

/** What a backup's file is called: by its time, so that names sort as they came. */
export function backupName(madeAt: number): string {
  return `glasno-${timeInName(madeAt)}.tar.gz`;
}

/** "2026-11-22T03-30-00Z": no file system minds it. */
export function timeInName(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
}

/** When it was made, in milliseconds since 1970 UTC; undefined for files that are none of ours. */
export function backupTime(name: string): number | undefined {
  const [, day, hours, minutes, seconds] = NAME.exec(name) ?? [];
  const time = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}
