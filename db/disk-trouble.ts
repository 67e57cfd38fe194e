const CODES = /^(SQLITE_(FULL|READONLY|IOERR|CANTOPEN)|ENOSPC$|EDQUOT$|EROFS$|EIO$)/;

/** Whether something could not be written because the disk is full, read-only or failing: nobody's mistake, and it passes. */
export function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && CODES.test(String((error as { code?: unknown }).code));
}

/** Whether another process held the lock for longer than a write waits. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith("SQLITE_BUSY");
}

/** Trouble with the disk, where what the system said about it is gone. */
export class DiskTrouble extends Error {
  code = "EIO";
}
