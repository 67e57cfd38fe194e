/**
 * Tells whether the build is of the sources as they are now: `node scripts/built.js` exits with 0 if so, else with 1.
 * JavaScript, since `npm start` asks it each time and a loader for TypeScript would cost it most of a second.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Written last and removed first, so an interrupted build counts as stale. */
const STAMP = "build/built-from";

/** What the build is made of. `content/` is not: its articles are read when the server starts. */
const SOURCES = ["app", "db", "scripts", "package.json", "package-lock.json", "remix.config.js", "tsconfig.json"];

/** Size and time of every source. Compared for equality, so an older file put back is noticed as well. */
export function fingerprint() {
  const hash = createHash("sha256");
  /** @param {string} path */
  const add = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  SOURCES.forEach(add);
  return hash.digest("hex");
}

export function isBuilt() {
  // An image holds the build alone.
  if (!existsSync("app")) return existsSync("build/server.js");
  return existsSync("build/server.js") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint();
}

/** What is in the folder now would not run in production, or is not complete: the next start builds anew. */
export function forgetBuild() {
  rmSync(STAMP, { force: true });
}

/** @param {string} builtFrom the fingerprint from before the build */
export function rememberBuild(builtFrom) {
  writeFileSync(STAMP, builtFrom);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = isBuilt() ? 0 : 1;
