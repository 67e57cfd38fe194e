/**
 * npm run build: the server, the stylesheets, the browser's files and the worker threads.
 * With --if-stale it builds only when a source has changed since the last complete build.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import settings from "../remix.config.js";
import { fingerprint, forgetBuild, isBuilt, rememberBuild } from "./built.js";

export const REMIX = "node_modules/@remix-run/dev/dist/cli.js";

/** The server and the stylesheets, by the compiler of the framework. Its chatter is shown only if it fails. */
function buildServer(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [REMIX, "build", "--sourcemap"], {
    env: { ...process.env, NODE_ENV: "production", VITE_CJS_IGNORE_WARNING: "1" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`remix build failed\n${stdout}${stderr}`);

  // A stack needs names and lines only; with the sources the process would hold them too.
  const map = JSON.parse(readFileSync("build/server.js.map", "utf8"));
  writeFileSync("build/server.js.map", JSON.stringify({ ...map, sourcesContent: undefined }));

  // It also writes React and every route for the browser. Nothing hydrates here, so only what pages link to stays.
  for (const name of readdirSync("public/build")) {
    if (name !== "_assets") rmSync(join("public/build", name), { recursive: true });
  }
}

/**
 * app/enhance → public/build/public-HASH.js, desk-HASH.js, and articles-HASH.js, which a page loads when its field is
 * used; and build/browser-files.json, which names them. The worker that shows pushes keeps one name: browsers ask for
 * it again by that.
 */
export async function buildBrowserFiles(): Promise<void> {
  const { metafile } = await build({
    entryPoints: ["public", "desk", "articles"].map((name) => `app/enhance/${name}.ts`),
    entryNames: "[name]-[hash]",
    outdir: "public/build",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    metafile: true,
  });
  await build({
    entryPoints: ["app/enhance/push-worker.ts"],
    outdir: "public/build",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
  });
  const urls: Record<string, string> = {};
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint) urls[basename(entryPoint, ".ts")] = file.replace(/^public/, "");
  }
  mkdirSync("build", { recursive: true });
  writeFileSync("build/browser-files.json", JSON.stringify(urls));
}

/** app/…/NAME.worker.ts → build/workers/NAME.js: a thread needs a file of its own, the bundle has none. */
export async function buildWorkers(): Promise<void> {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".worker.ts"));
  await build({
    entryPoints: files.map((file) => ({ in: join("app", file), out: basename(file, ".worker.ts") })),
    outdir: "build/workers",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
  });
}

/** scripts/NAME.ts → build/scripts/NAME.js: the commands that scripts/run.js runs. */
async function buildCommands(): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object };
  const bundled = settings.serverDependenciesToBundle as RegExp[];
  await build({
    entryPoints: ["agent", "backup", "export", "import", "migrate-postgres", "reindex", "restore", "seed"].map(
      (name) => `scripts/${name}.ts`,
    ),
    outdir: "build/scripts",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // As for the server: packages of many small modules come along in one file, and a command starts in half the time.
    external: Object.keys(dependencies).filter((name) => !bundled.some((some) => some.test(name))),
    sourcemap: true,
  });
}

async function buildAll(): Promise<void> {
  const started = performance.now();
  const builtFrom = fingerprint(); // before, so that a file saved meanwhile makes the build stale
  forgetBuild();
  rmSync("build", { recursive: true, force: true });
  rmSync("public/build", { recursive: true, force: true });
  buildServer(); // first: it empties public/build
  await buildBrowserFiles();
  await buildWorkers();
  await buildCommands();
  rememberBuild(builtFrom);
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!process.argv.includes("--if-stale") || !isBuilt()) {
    await buildAll().catch((error: Error) => {
      // esbuild has already printed its own errors, with the line they are in
      if (!("errors" in error)) console.error(error.message);
      process.exit(1);
    });
  }
}
