import type SqliteDatabase from "better-sqlite3";
import { EVERYTHING, type Stale } from "./stale.ts";

type Connection = InstanceType<typeof SqliteDatabase>;

/** What other processes have made stale since the last call; undefined when nothing. */
export type NoticeForeignWrites = () => Stale | undefined;

/**
 * Asks the writing connection, whose `data_version` moves only when somebody else has committed (2 µs). Only then is
 * read what they changed. The first call says "everything".
 */
export function watchForeignWrites(connection: Connection): NoticeForeignWrites {
  const askVersion = connection.prepare<[], number>("pragma data_version").pluck();
  let version: number | undefined;
  let last: number | undefined;
  return () => {
    const now = askVersion.get();
    if (now === version) return undefined;
    version = now;
    if (last === undefined) {
      last = connection.prepare<[], number>("select coalesce(max(id), 0) from cache_drops").pluck().get() ?? 0;
      return "everything";
    }
    const drops = connection
      .prepare<[number], { id: number; tag: string }>("select id, tag from cache_drops where id > ? order by id")
      .all(last);
    // Old rows are deleted: where some are missing, nobody knows what they said.
    const isComplete = (drops[0]?.id ?? last + 1) === last + 1;
    last = drops.at(-1)?.id ?? last;
    const tags = new Set(drops.map(({ tag }) => tag));
    return isComplete && !tags.has(EVERYTHING) ? tags : "everything";
  };
}
