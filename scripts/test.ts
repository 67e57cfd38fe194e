/**
 * npm test: every check, all of them even if one fails. Types, lint and walls run beside the tests, since none of them
 * fills two cores. What stands after `--` goes to vitest: `npm test -- tests/markdown`. What the two databases may do differently
 * runs on both: tests/on-postgres.ts.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Outcome, runVitest } from "./run-vitest.ts";

let passed = 0;
let failed = 0;

/** Runs a program of node_modules and prints its line, after what it says by itself. Returns whether it succeeded. */
async function check(name: string, program: string, args: string[]): Promise<boolean> {
  const started = performance.now();
  const running = spawn(process.execPath, [join("node_modules", program), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [running.stdout, running.stderr])
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  const status = await new Promise<number | null>((ended) => {
    running.once("error", () => ended(null)).once("close", ended);
  });
  say(name, status === 0, started, said);
  return status === 0;
}

function say(name: string, ok: boolean, started: number, said = ""): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${said}${name.padEnd(6)} ${ok ? "passed" : "FAILED"} in ${seconds} s`);
}

function count(ok: boolean): void {
  if (ok) passed++;
  else failed++;
}

/** What is known of the types from the last run, so that only what has changed is looked at. */
const KNOWN_TYPES = "node_modules/.cache/types.tsbuildinfo";

async function checkTypes(): Promise<void> {
  count(await check("types", "typescript/bin/tsc", ["--noEmit", "--incremental", "--tsBuildInfoFile", KNOWN_TYPES]));
}

async function checkLintAndWalls(): Promise<void> {
  const lint = ["check", "--config-path=tests", "--error-on-warnings"];
  count(await check("lint", "@biomejs/biome/bin/biome", lint));
  const walls = ["--config", "tests/walls.cjs", "--output-type", "err-long", "app", "db", "scripts"];
  count(await check("walls", "dependency-cruiser/bin/dependency-cruise.mjs", walls));
}

async function runTests(): Promise<Outcome> {
  const started = performance.now();
  const outcome = await runVitest(process.argv.slice(2), "core");
  say("tests", outcome.failed === 0, started);
  return outcome;
}

const [tests] = await Promise.all([runTests(), checkTypes(), checkLintAndWalls()]);
const { skipped } = tests;
if (skipped.length > 0) console.log(`${skipped.length} skipped: ${skipped.join("; ")}`);
passed += tests.passed;
failed += tests.failed;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
