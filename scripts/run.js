/**
 * `node scripts/run.js import …`: a command out of the build, which is made first where it is older than the sources.
 * Bundled, a command begins in a fraction of the time that loading its TypeScript would take.
 */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { isBuilt } from "./built.js";

const [, , name, ...rest] = process.argv;
if (!isBuilt()) {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, `build/scripts/${name}.js`, ...rest];
await import(pathToFileURL(`build/scripts/${name}.js`).href);
