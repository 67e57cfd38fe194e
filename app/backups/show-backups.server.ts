import { type Folders, findLastBackup, readBackupState } from "./backup-state.server.ts";
import type { BackupsView } from "./backups-view.ts";

/** How the backups stand, for the team. One that was noted and is no longer there is none. */
export function showBackups(folders: Folders): BackupsView {
  const { last, failed, tested } = readBackupState(folders.dataDir);
  const isThere = last !== undefined && findLastBackup(folders) !== undefined;
  return {
    last: isThere ? { at: last.at, file: last.file, megabytes: Math.ceil(last.size / 1e6) } : null,
    failed: failed ?? null,
    tested: tested ? { at: tested.at, problem: tested.problem } : null,
  };
}
