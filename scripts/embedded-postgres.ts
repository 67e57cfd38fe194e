import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { loadPostgres } from "./load-postgres.ts";

export interface OwnPostgres {
  port: number;
  /** Where a database on it is. */
  urlOf(database: string): string;
  createDatabase(name: string): Promise<void>;
  /** What it said last. */
  log(): string;
  /** Its folder goes with it, unless it was given. */
  stop(): Promise<void>;
}

interface Wanted {
  /** One that is kept; what lies there already is used again. */
  folder?: string;
  /** Where it was before. */
  port?: number;
  /** On top of PostgreSQL's own: `fsync=off`. */
  settings?: string[];
}

/** For a server that is thrown away: nothing waits for the disk. */
export const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const password = "only on this machine";

/** A PostgreSQL out of npm, for this process alone. As root it runs as a user of its own, `postgres`. */
export async function startPostgres({ folder, port: given, settings = [] }: Wanted = {}): Promise<OwnPostgres> {
  const databaseDir = folder ?? mkdtempSync(join(tmpdir(), "glasno-postgres-"));
  const port = given ?? (await freePort());
  const log: string[] = [];
  const all = ["max_connections=200", "unix_socket_directories=", "listen_addresses=127.0.0.1", ...settings];
  const EmbeddedPostgres = await loadPostgres();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "glasno",
    password,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: all.flatMap((setting) => ["-c", setting]),
    onLog: (line) => void log.push(String(line)),
    onError: (error) => void log.push(String(error)),
  });
  const said = () => log.slice(-20).join("\n");
  const stop = async () => {
    await server.stop();
    if (folder === undefined) rmSync(databaseDir, { recursive: true, force: true });
  };
  try {
    if (!existsSync(join(databaseDir, "PG_VERSION"))) await server.initialise();
    await server.start();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${error ?? ""}\n${said()}`);
  }
  return {
    port,
    urlOf: (database) => `postgres://glasno:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    createDatabase: (name) => server.createDatabase(name),
    log: said,
    stop,
  };
}
