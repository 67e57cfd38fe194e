/** What the settings page shows of the backups: times in milliseconds since 1970 UTC. */
export interface BackupsView {
  last: { at: number; file: string; megabytes: number } | null;
  /** Since then a backup could not be made. */
  failed: { at: number; problem: string } | null;
  /** The last time that a backup was unpacked and checked; `problem` is null where it was whole. */
  tested: { at: number; problem: string | null } | null;
}
