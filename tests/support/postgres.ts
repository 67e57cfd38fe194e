import { createHash } from "node:crypto";
import path from "node:path";
import pg from "pg";

/** The server of tests/postgres-setup.ts, in the projects that want it. The others run on SQLite. */
const server = process.env.TEST_DATABASE === "postgres" ? (process.env.TEST_POSTGRES_URL ?? "") : undefined;

export const onPostgres = server !== undefined;

/** SQLite's file of a data folder. */
export const fileIn = (dataDir: string): string => path.join(dataDir, "glasno.sqlite");

/** Where the database is that a test would have in this file: there, or on the server. */
export function addressOf(file: string): string {
  return onPostgres ? `${server}/${nameOf(file)}` : file;
}

const nameOf = (file: string) => `test_${createHash("sha256").update(file).digest("hex").slice(0, 16)}`;

/**
 * A copy of the one that is migrated once in a run, or of another. It is copied file by file: a fifth of the time. A file of
 * SQLite is made where it is opened.
 */
export async function makePostgresDatabase(file: string, model = "model"): Promise<void> {
  if (onPostgres) await ask((query) => query(`create database ${nameOf(file)} template ${model} strategy file_copy`));
}

/** Where a program is to find its database: as with a file, an empty one is made where there is none. */
export async function ensurePostgresDatabase(file: string): Promise<void> {
  await ask(async (query) => {
    const { rowCount } = await query(`select from pg_database where datname = '${nameOf(file)}'`);
    if (!rowCount) await query(`create database ${nameOf(file)} strategy file_copy`);
  });
}

/** Makes what others are copied from, once in a run: who comes second waits. */
export async function makeModel(name: string, make: (address: string) => Promise<void>): Promise<void> {
  await ask(async (query) => {
    await query("select pg_advisory_lock(1)");
    const { rowCount } = await query(`select from pg_database where datname = '${name}'`);
    if (rowCount) return;
    await query(`create database making_${name} template model strategy file_copy`);
    await make(`${server}/making_${name}`);
    await query(`alter database making_${name} rename to ${name}`);
  });
}

export async function dropPostgresDatabase(file: string): Promise<void> {
  if (onPostgres) await ask((query) => query(`drop database if exists ${nameOf(file)} with (force)`));
}

async function ask(work: (query: (statement: string) => Promise<pg.QueryResult>) => Promise<unknown>): Promise<void> {
  if (!server?.startsWith("postgres:")) throw new Error(server || "the tests' PostgreSQL was not started");
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await work((statement) => client.query(statement));
  } finally {
    await client.end();
  }
}
