import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A disk of its own in memory, to be filled up. */
export interface SmallDisk {
  fill(): void;
  /** Takes what filled it away again. */
  makeRoom(): void;
  unmount(): void;
}

/** Mounts one on a folder; undefined where that is not allowed: only root may. */
export function mountDisk(folder: string, options: string): SmallDisk | undefined {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const filler = path.join(folder, "filler");
  return {
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    makeRoom: () => rmSync(filler, { force: true }),
    unmount: () => execFileSync("umount", ["-l", folder]),
  };
}

export const MAY_NOT_MOUNT = "This drill mounts a small disk, which only root may, so NOTHING was tried";
