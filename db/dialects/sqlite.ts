import SqliteDatabase from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

type Connection = InstanceType<typeof SqliteDatabase>;

/** Opens one connection to the file with the settings that this project relies on. */
export function openSqlite(file: string, { readonly }: { readonly: boolean }): Connection {
  const connection = new SqliteDatabase(file, { readonly, timeout: 0 });
  if (!readonly) connection.pragma("journal_mode = WAL");
  // better-sqlite3 drops to NORMAL in WAL mode, and a power cut then loses what was acknowledged.
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  // A waiting SQLite sleeps the whole process; `inTransaction` retries instead, without blocking.
  connection.pragma("busy_timeout = 0");
  // Whoever reads for long (a backup) makes the log grow; without this the file would keep that size.
  connection.pragma("journal_size_limit = 67108864");
  // 8 MB for each of two connections: what is not there comes from the pages that the system keeps, and a write by the
  // other connection empties it anyway.
  connection.pragma("cache_size = -8192");
  connection.pragma("temp_store = MEMORY");
  // What is deleted or replaced is overwritten in the file: a password that was taken out must not stay in its gaps.
  if (!readonly) connection.pragma("secure_delete = ON");
  // A mapped file counts as memory of the process.
  connection.pragma("mmap_size = 0");
  return connection;
}

/** Kysely's SQLite dialect with prepared statements kept, and with transactions that take the write lock at once. */
export class Sqlite implements Dialect {
  constructor(private readonly connection: Connection) {}

  createDriver(): Driver {
    return new ImmediateDriver(this.connection);
  }
  createQueryCompiler() {
    return new SqliteQueryCompiler();
  }
  createAdapter() {
    return new TransactionalDdlAdapter();
  }
  createIntrospector(db: Kysely<unknown>) {
    return new SqliteIntrospector(db);
  }
}

/** A deferred transaction that starts reading and then writes fails at once when somebody wrote in between. */
class ImmediateDriver extends SqliteDriver {
  constructor(private readonly own: Connection) {
    super({ database: keepStatements(own) });
  }
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** A full disk has rolled back already; rolling back once more would throw, and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.own.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** SQLite rolls schema changes back like any other; kysely does not use it, and a killed migration would stay half done. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

const MAX_STATEMENTS = 500;

/** kysely prepares at each call, which costs more than most queries; the newest 500 statements are kept. */
function keepStatements(connection: Connection) {
  const statements = new Map<string, ReturnType<Connection["prepare"]>>();
  return {
    close: () => connection.close(),
    prepare(sql: string) {
      const kept = statements.get(sql);
      if (kept) return kept;
      const statement = connection.prepare(sql);
      if (/^\s*(select|insert|update|delete|with)/i.test(sql)) {
        if (statements.size >= MAX_STATEMENTS) statements.delete(statements.keys().next().value as string);
        statements.set(sql, statement);
      }
      return statement;
    },
  };
}
