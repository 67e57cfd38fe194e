import { openDatabase } from "#db/client.ts";
import { findStartProblem } from "~/backups/start-checks.server.ts";
import { config } from "~/config.server.ts";

function openOrExit() {
  try {
    const problem = findStartProblem(config);
    if (problem) {
      console.error(problem);
      process.exit(1);
    }
    return openDatabase(config.databaseFile);
  } catch (error) {
    console.error(`The database ${config.databaseFile} cannot be opened: ${(error as Error).message}`);
    process.exit(1);
  }
}

/** The routes' only door to the database. Rooms get it as an argument. */
export const db = openOrExit();
