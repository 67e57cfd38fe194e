import { type Db, hasDiskTrouble, inQuietTransaction } from "#db/client.ts";
import { log } from "~/http/request-log.server.ts";
import type { Loop } from "./run-until-stopped.server.ts";

const TRY_EVERY_MS = 1_000;
/** As much as a long ticket with its index: where only a little fits, nobody can write. */
const PROBE_LETTERS = 256 * 1024;

/** Asks a disk that took nothing once a second whether it does again, so that the site goes on by itself. */
export function watchDisk(db: Db): Loop {
  let hadTrouble = false;
  let trying: Promise<void> | undefined;
  const look = async () => {
    if (hasDiskTrouble(db)) {
      if (!hadTrouble) log.error("nothing can be saved: the disk is full or read-only");
      hadTrouble = true;
      await tryToWrite(db).catch(() => undefined);
    }
    if (!hadTrouble || hasDiskTrouble(db)) return;
    hadTrouble = false;
    log.info("the disk takes writes again");
  };
  const timer = setInterval(() => {
    trying ??= look().finally(() => {
      trying = undefined;
    });
  }, TRY_EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await trying;
    },
  };
}

/** Writes something and takes it away again. Throws where the disk takes nothing. */
async function tryToWrite(db: Db): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const probe = { name: "probe", payload: "x".repeat(PROBE_LETTERS), run_at: 0, created_at: Date.now() };
    const { id } = await trx.insertInto("jobs").values(probe).returning("id").executeTakeFirstOrThrow();
    await trx.deleteFrom("jobs").where("id", "=", id).execute();
  });
}
