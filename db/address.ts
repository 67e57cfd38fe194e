import { existsSync } from "node:fs";

/** Where a database is: the path of a file, or `postgres://…`. */
export const isPostgresUrl = (address: string): boolean => /^postgres(ql)?:\/\//.test(address);

/** Whether there is no such file. Of a server nobody knows before it is asked. */
export const isMissing = (address: string): boolean => !isPostgresUrl(address) && !existsSync(address);

/** For what works on SQLite's file alone. Throws an Error with one line that says what to do `instead`. */
export function needsFile(address: string, instead: string): void {
  if (isPostgresUrl(address)) throw new Error(`This forum's database is PostgreSQL. ${instead}`);
}
