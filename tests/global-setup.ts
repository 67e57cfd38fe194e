import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Whole-page tests and journeys run the real build, so it has to be newer than the sources. Whatever tests and the
 * programs they start put into the system's folder for temporary files goes with the run, also where one fails.
 */
export default function setup(): (() => void) | undefined {
  if (process.env.OUTER_TMPDIR) return undefined; // one project of the configuration has done it
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts", "--if-stale"], { stdio: "inherit" });
  const outer = tmpdir();
  const folder = mkdtempSync(join(findRoom(), "glasno-tests-"));
  // A site that is started as somebody else has to reach its own folder in it.
  chmodSync(folder, 0o711);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  Object.assign(process.env, { OUTER_TMPDIR: outer, TMPDIR: folder, TEMP: folder, TMP: folder });
  process.once("exit", remove);
  return () => {
    remove();
    Object.assign(process.env, { TMPDIR: outer, TEMP: outer, TMP: outer });
    delete process.env.OUTER_TMPDIR;
  };
}

const MEMORY = "/dev/shm";
const ROOM_IN_BYTES = 1024 ** 3;

/** Every commit waits for the disk, and a disk in memory is at once done. Containers often have but 64 MB of it. */
export const findRoom = (): string => (hasRoomInMemory() ? MEMORY : (process.env.OUTER_TMPDIR ?? tmpdir()));

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM_IN_BYTES;
  } catch {
    return false;
  }
}
