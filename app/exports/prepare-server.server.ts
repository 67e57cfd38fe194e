import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { newerThanCode } from "#db/find-fault.ts";
import { migrate } from "#db/migrate.ts";
import { nameOfServer, sayServerTrouble } from "#db/server-trouble.ts";
import { findOwnRows } from "./find-own-rows.server.ts";

/**
 * Sees to it that a database of PostgreSQL has our tables and nothing of anybody in them. Throws an Error with one line
 * where it cannot be reached, belongs to something else, or is in use.
 */
export async function prepareServer(db: Db, url: string): Promise<void> {
  const place = `The database ${nameOfServer(url)}`;
  const { rows } = await sql<{ encoding: string; sites: number }>`
    select current_setting('server_encoding') as encoding, (select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'glasno listens') as sites`
    .execute(db)
    .catch(sayServerTrouble(url));
  const [{ encoding, sites } = { encoding: "", sites: 0 }] = rows;
  if (encoding !== "UTF8") throw new Error(`${place} is made for ${encoding} texts: make one with the encoding UTF8`);
  if (sites > 0) throw new Error(`A site runs on the database ${nameOfServer(url)}: stop it first`);
  await refuseForeign(db, place);
  await migrate(db);
  await refuseUnlessUnused(db, url);
}

/** A site that was only started has left nothing of anybody: the articles that came with the program may go. */
export async function refuseUnlessUnused(db: Db, url: string): Promise<void> {
  const table = await findOwnRows(db);
  if (!table) return;
  const what = table.replaceAll("_", " ");
  throw new Error(`The database ${nameOfServer(url)} is not empty, it has ${what}: name a new one`);
}

async function refuseForeign(db: Db, place: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v') order by relname`.execute(db);
  const names = rows.map(({ name }) => name);
  if (!names.includes("kysely_migration")) {
    if (names.length === 0) return;
    throw new Error(`${place} holds something else (${names.slice(0, 3).join(", ")}): make one for the site alone`);
  }
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const newer = newerThanCode(done.rows.map(({ name }) => name));
  if (newer.length > 0) throw new Error(`${place} was made by a newer version of this program (${newer.join(", ")})`);
}
