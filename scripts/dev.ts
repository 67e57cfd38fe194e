/**
 * npm run dev: rebuilds and restarts after every change of app, db or content; reload the page by hand.
 *
 * The framework's watcher empties public/build before each of its builds. So the browser's files are made
 * right before it starts the server again, by this same script with --serve.
 */
import { spawn } from "node:child_process";
import { buildBrowserFiles, buildWorkers, REMIX } from "./build.ts";
import { forgetBuild } from "./built.js";

function run(args: string[]): void {
  const child = spawn(process.execPath, args, {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "development", VITE_CJS_IGNORE_WARNING: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
}

if (process.argv.includes("--serve")) {
  await buildBrowserFiles();
  await buildWorkers();
  run(["--enable-source-maps", "build/server.js"]);
} else {
  forgetBuild(); // what the watcher writes does not run in production
  run([REMIX, "dev", "-c", "node --import tsx scripts/dev.ts --serve"]);
}
