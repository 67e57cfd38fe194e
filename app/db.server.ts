import { openDatabase } from "#db/client.ts";
import { findStartProblem } from "~/backups/start-checks.server.ts";
import { config, makeDataFolder } from "~/config.server.ts";

const NOT_BUILT =
  "better-sqlite3 is not built for this Node: run npm ci and let it end. Where it cannot fetch a built one, it needs python3, make and g++";

/** The package is there before what it compiles, and what one Node compiled another one does not load. */
const isNotBuilt = (error: unknown): boolean =>
  /could not locate the bindings file|NODE_MODULE_VERSION|ERR_DLOPEN_FAILED/i.test(
    `${(error as { code?: string }).code} ${(error as Error).message}`,
  );

function openOrExit() {
  try {
    makeDataFolder(config.dataDir);
    const problem = findStartProblem(config);
    if (problem) {
      console.error(problem);
      process.exit(1);
    }
    return openDatabase(config.databaseUrl);
  } catch (error) {
    console.error(
      isNotBuilt(error)
        ? NOT_BUILT
        : `The database ${config.databaseFile} cannot be opened: ${(error as Error).message}`,
    );
    process.exit(1);
  }
}

/** The routes' only door to the database. Rooms get it as an argument. */
export const db = openOrExit();
