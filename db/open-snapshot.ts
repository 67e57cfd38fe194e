import { isPostgresUrl } from "./address.ts";
import type { Snapshot } from "./read-snapshot.ts";
import { openPostgresSnapshot } from "./snapshot-postgres.ts";
import { openFileSnapshot } from "./snapshot-sqlite.ts";

/** Throws an Error with one line where a newer version of this program made it. */
export async function openSnapshot(address: string): Promise<Snapshot> {
  return isPostgresUrl(address) ? openPostgresSnapshot(address) : openFileSnapshot(address);
}
