import SqliteDatabase from "better-sqlite3";

/**
 * Who works on a data folder, told by locks on a small file in it. The system drops a lock with its process, so a kill
 * leaves nothing behind. Nothing else may open the file: closing it would drop the locks of this process.
 */
export const LOCK_FILE = "running";

/** Says that a server works on the folder of this file, beside others that may; until the process ends or it is let go. */
export function shareFolder(file: string): () => void {
  const lock = new SqliteDatabase(file, { timeout: 2_000 });
  // What reads holds a shared lock for as long as its transaction is open.
  lock.exec("begin");
  lock.prepare("select count(*) from sqlite_master").get();
  return () => lock.close();
}

/** Takes the folder for oneself. Undefined where somebody works on it. */
export function takeFolder(file: string): (() => void) | undefined {
  return hold(new SqliteDatabase(file, { timeout: 0 }), "begin exclusive");
}

/** Lets nobody write to a database file, whatever they think of the folder. Undefined where somebody is writing now. */
export function holdWrites(file: string): (() => void) | undefined {
  return hold(new SqliteDatabase(file, { timeout: 0, fileMustExist: true }), "begin immediate");
}

function hold(lock: InstanceType<typeof SqliteDatabase>, begin: string): (() => void) | undefined {
  try {
    lock.exec(begin);
    return () => lock.close();
  } catch (error) {
    lock.close();
    if (String((error as { code?: unknown }).code).startsWith("SQLITE_BUSY")) return undefined;
    throw error;
  }
}
