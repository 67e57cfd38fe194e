import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { build } from "esbuild";

const CHILD = "scripts/drills/upgrade/migrate-and-die.ts";
const BUILT = "build/drills/migrate-and-die.js";

/** In one file of plain JavaScript the child begins in a fraction of the time, and it begins often. */
export async function buildChild(): Promise<void> {
  const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' };
  const of = { entryPoints: [CHILD], outfile: BUILT, bundle: true, external: ["better-sqlite3"] };
  await build({ ...of, platform: "node", format: "esm", target: "node20", logLevel: "error", banner });
}

/** How long a migration takes in a process of its own, in milliseconds. */
export async function timeMigration(file: string): Promise<number> {
  const child = await begin(file);
  const exited = once(child, "exit");
  const startedAt = performance.now();
  child.send("go");
  const [said] = await Promise.race([once(child, "message"), exited]);
  const took = performance.now() - startedAt;
  if (said !== "done") throw new Error(`the migration of ${file} ended with ${said}`);
  await exited;
  return took;
}

/** Kills a migration so long after it began. Says whether it was still at work. */
export async function killMigration(file: string, afterMs: number): Promise<boolean> {
  const child = await begin(file);
  let isDone = false;
  child.once("message", () => {
    isDone = true;
  });
  const exited = once(child, "exit");
  child.send("go");
  await new Promise((passed) => setTimeout(passed, afterMs));
  child.kill("SIGKILL");
  await exited;
  return !isDone;
}

async function begin(file: string): Promise<ChildProcess> {
  const child = fork(BUILT, [file], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the migration ended with ${code} at its start`))),
  ]);
  return child;
}
