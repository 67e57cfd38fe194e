/**
 * npm run drill -- read-only: the site is started where it cannot write: on a disk that is read-only, in somebody
 * else's folder, in a place where no folder can be made, on a disk without room. Each ends within five seconds with 1
 * and one line that says why, and nothing is made elsewhere.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { MAY_NOT_MOUNT, mountDisk } from "./disk-full/small-disk.ts";
import { isCrowded } from "./is-crowded.ts";
import { printFaults } from "./print-faults.ts";

const WITHIN_MS = 5_000;
/** Nobody, on every system that has them. */
const NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

interface Start {
  name: string;
  dataDir: string;
  says: RegExp;
  under?: string[];
}

export async function drill(): Promise<boolean> {
  if (process.getuid?.() !== 0) {
    console.error(MAY_NOT_MOUNT);
    return false;
  }
  const { starts, slowestMs, faults } = await drillReadOnly();
  console.log(`${starts} starts where nothing can be written  slowest answer ${slowestMs} ms  ${faults.length} faults`);
  return printFaults(faults);
}

/** For root only. */
export async function drillReadOnly() {
  const root = makeTemporaryFolder("drill");
  const inside = (name: string) => path.join(root, name);
  // The folder of a drill is for its owner alone, and one of these starts is somebody else's.
  chmodSync(root, 0o755);
  for (const name of ["read-only", "full"]) mkdirSync(inside(name));
  mkdirSync(inside("somebody-elses"), { mode: 0o755 });
  writeFileSync(inside("a-file"), "");
  const disks = [mountDisk(inside("read-only"), "ro,size=1m"), mountDisk(inside("full"), "size=512k")];
  const starts: Start[] = [
    { name: "a read-only disk", dataDir: inside("read-only"), says: /cannot be written: EROFS/ },
    { name: "a disk without room", dataDir: inside("full"), says: /is full: make room/ },
    {
      name: "a folder of somebody else's",
      dataDir: inside("somebody-elses"),
      says: /cannot be written: EACCES/,
      under: NOBODY,
    },
    { name: "a folder inside a file", dataDir: inside("a-file/data"), says: /cannot be written: ENOTDIR/ },
    { name: "a folder that cannot be made", dataDir: inside("read-only/data"), says: /cannot be (written|made): / },
  ];
  try {
    if (disks.includes(undefined)) return { starts: 0, slowestMs: 0, faults: [MAY_NOT_MOUNT] };
    const before = existsSync("data");
    const faults: string[] = [];
    let slowestMs = 0;
    for (const { name, dataDir, says, under } of starts) {
      const startedAt = performance.now();
      const said = await runSite({ dataDir }, under).then(
        async (site) => `it started, and ended with ${await site.stop()}`,
        (error: Error) => error.message,
      );
      slowestMs = Math.max(slowestMs, Math.round(performance.now() - startedAt));
      if (!/^the site ended with 1:\n[^\n]+\n$/.test(said) || !says.test(said)) faults.push(`${name}: ${said}`);
    }
    if (slowestMs > WITHIN_MS && !isCrowded()) faults.push(`it took ${slowestMs} ms to say so`);
    if (!before && existsSync("data")) faults.push("a folder was made elsewhere");
    for (const name of ["read-only", "somebody-elses"]) {
      if (readdirSync(inside(name)).length > 0) faults.push(`something was made in ${name}`);
    }
    return { starts: starts.length, slowestMs, faults };
  } finally {
    for (const disk of disks) disk?.unmount();
    rmSync(root, { recursive: true, force: true });
  }
}
