/** A process that brings a database up to date when it is told to, and says when it is ready and when it is done. */
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

const db = openDatabase(process.argv[2] as string);
process.once("message", async () => {
  await migrate(db);
  process.send?.("done");
  await closeDatabase(db);
  process.disconnect();
});
process.send?.("ready");
