/** Of SQLite, of the system, and of PostgreSQL (disk_full, io_error, read_only_sql_transaction). */
const CODES = /^(SQLITE_(FULL|READONLY|IOERR|CANTOPEN)|ENOSPC$|EDQUOT$|EROFS$|EIO$|53100$|58030$|25006$)/;

/** Whether something could not be written because the disk is full, read-only or failing: nobody's mistake, and it passes. */
export function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && CODES.test(String((error as { code?: unknown }).code));
}

/** SQLite's lock, and PostgreSQL's serialization_failure, deadlock_detected and lock_not_available. */
const BUSY = /^(SQLITE_BUSY|40001$|40P01$|55P03$)/;

/** Whether others were writing: what was to be written is to be tried again from its beginning. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && BUSY.test(String((error as { code?: unknown }).code));
}

/** Trouble with the disk, where what the system said about it is gone. */
export class DiskTrouble extends Error {
  code = "EIO";
}
