/**
 * npm run drill -- <name> […]: hardships that a running site has to stand, acted out on a copy of its own. Nothing of
 * yours is touched. Exits with 1 where the site did not stand it.
 */
import { argv } from "node:process";

const drills: Record<string, () => Promise<{ drill: (args: string[]) => Promise<boolean> }>> = {
  "backup-under-load": () => import("./drills/backup-under-load.ts"),
  clock: () => import("./drills/clock.ts"),
  damaged: () => import("./drills/damaged.ts"),
  "disk-full": () => import("./drills/disk-full.ts"),
  kill9: () => import("./drills/kill9.ts"),
  "power-cut": () => import("./drills/power-cut.ts"),
  "read-only": () => import("./drills/read-only.ts"),
  rolling: () => import("./drills/rolling.ts"),
  shutdown: () => import("./drills/shutdown.ts"),
  soak: () => import("./drills/soak.ts"),
  "stale-pages": () => import("./drills/stale-pages.ts"),
  "two-processes": () => import("./drills/two-processes.ts"),
  upgrade: () => import("./drills/upgrade.ts"),
};

const [name = "", ...args] = argv.slice(2);
const load = Object.hasOwn(drills, name) ? drills[name] : undefined;
if (load) {
  const { drill } = await load();
  process.exitCode = (await drill(args)) ? 0 : 1;
} else {
  console.error(`usage: npm run drill -- <name> [options]\ndrills: ${Object.keys(drills).join(", ")}`);
  process.exitCode = 2;
}
