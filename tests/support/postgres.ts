import { createHash } from "node:crypto";
import pg from "pg";

/** The server of scripts/test-postgres.ts. Without it the tests run on SQLite. */
const server = process.env.TEST_POSTGRES_URL;

export const onPostgres = server !== undefined;

/** Where the database is that a test would have in this file: there, or on the server. */
export function addressOf(file: string): string {
  return server ? `${server}/${nameOf(file)}` : file;
}

const nameOf = (file: string) => `test_${createHash("sha256").update(file).digest("hex").slice(0, 16)}`;

/** A copy of the one that is migrated once in a run. A file of SQLite is made where it is opened. */
export async function makePostgresDatabase(file: string): Promise<void> {
  if (server) await ask(`create database ${nameOf(file)} template model`);
}

export async function dropPostgresDatabase(file: string): Promise<void> {
  if (server) await ask(`drop database if exists ${nameOf(file)} with (force)`);
}

async function ask(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
