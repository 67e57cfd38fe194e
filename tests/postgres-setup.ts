import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { FORGETFUL, startPostgres } from "../scripts/embedded-postgres.ts";
import { findRoom } from "./global-setup.ts";

/** It looks into each database every few seconds, of which there are many; each lives but for some seconds. */
const WITHOUT_CLEANING = "autovacuum=off";

/**
 * A PostgreSQL for a run, with the database that each test file gets a copy of. Where it does not start, the tests that
 * need it fail and say so, and the others run.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_POSTGRES_URL) return undefined; // one project of the configuration has done it
  const folder = mkdtempSync(path.join(findRoom(), "glasno-postgres-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const server = await startPostgres({
      folder,
      settings: [...FORGETFUL, WITHOUT_CLEANING],
    });
    await server.createDatabase("model");
    const model = openDatabase(server.urlOf("model"));
    await migrate(model);
    await closeDatabase(model);
    process.env.TEST_POSTGRES_URL = server.urlOf("").replace(/\/$/, "");
    return async () => {
      await server.stop();
      remove();
    };
  } catch (error) {
    const said = `The PostgreSQL of the tests did not start: ${(error as Error).message}`;
    console.error(said);
    process.env.TEST_POSTGRES_URL = said;
    return remove as () => Promise<void>;
  }
}
