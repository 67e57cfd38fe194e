import module from "node:module";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  sql,
  type TransactionSettings,
} from "kysely";
import type { Pool } from "pg";
import { PostgresCompiler } from "./postgres-compiler.ts";

/** Nobody waits for a statement any longer; a search or a page takes milliseconds. Migrations take what they take. */
const STATEMENT_MS = 30_000;
/** A process that has stopped in the middle of a transaction must not keep its rows from others. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** As long as SQLite's lock is waited for: what somebody sent is not kept from them for longer. */
const LOCK_MS = 5_000;
const CONNECT_MS = 5_000;
/** With two web processes and a worker that stays far below the 100 connections that a server allows by itself. */
const MOST_CONNECTIONS = 10;

/** The driver of PostgreSQL, read only where there is one: it takes 14 MB and a tenth of a second. */
export function loadPg(): typeof import("pg") {
  return module.createRequire(import.meta.url)("pg");
}

/** Connections that are made when they are needed. `failed` hears of one that was lost while nobody used it. */
export function makePool(url: string, failed: (error: Error) => void): Pool {
  const pg = loadPg();
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "glasno",
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: { getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format as "text") },
  });
  pool.on("error", failed);
  // One that is lost while it is used fails what is asked on it, and says so once more; unheard, that ends the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/**
 * As SQLite gives them: counts and times are numbers (all of ours are below 2^53), and so are sums; what is true or
 * false is 1 or 0. By the numbers that PostgreSQL gives its types (pg_type.dat): int8, numeric, bool.
 */
const parsers: Record<number, (text: string) => unknown> = {
  20: Number,
  1700: Number,
  16: (text) => (text === "t" ? 1 : 0),
};

/** Kysely's PostgreSQL dialect, with transactions that nobody else's can come between. */
export class Postgres implements Dialect {
  constructor(private readonly pool: Pool) {}

  createDriver(): Driver {
    return new SerializableDriver({ pool: this.pool });
  }
  createQueryCompiler() {
    return new PostgresCompiler();
  }
  createAdapter() {
    return new PatientAdapter();
  }
  createIntrospector(db: Kysely<unknown>) {
    return new PostgresIntrospector(db);
  }
}

/**
 * Rooms are written for SQLite, where one transaction writes at a time. Serializable gives them the same; of two that
 * cannot both be right one fails with 40001 and begins anew (db/client.ts).
 */
class SerializableDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel) await super.beginTransaction(connection, settings);
    else await connection.executeQuery(CompiledQuery.raw("begin isolation level serializable"));
  }
}

/** Migrations, and the advisory lock that they wait for, may take longer than a statement. */
class PatientAdapter extends PostgresAdapter {
  override async acquireMigrationLock(...[db, options]: Parameters<PostgresAdapter["acquireMigrationLock"]>) {
    await sql`set statement_timeout = 0`.execute(db);
    await sql`set lock_timeout = 0`.execute(db);
    await super.acquireMigrationLock(db, options);
  }
  override async releaseMigrationLock(...[db, options]: Parameters<PostgresAdapter["releaseMigrationLock"]>) {
    await super.releaseMigrationLock(db, options);
    await sql`set statement_timeout = ${sql.lit(STATEMENT_MS)}`.execute(db);
    await sql`set lock_timeout = ${sql.lit(LOCK_MS)}`.execute(db);
  }
}
