/**
 * npm test: every check, all of them even if one fails. Types, lint and walls run beside the tests, since none of them
 * fills two cores. What stands after `--` goes to vitest: `npm test -- tests/markdown`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The part of vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { fullName: string; status: string }[] }[];
}

let passed = 0;
let failed = 0;

/**
 * Runs a program of node_modules and prints its line; what it says by itself stands before that line, and at once where
 * `isLive`. Returns whether it succeeded.
 */
async function check(name: string, program: string, args: string[], { isLive = false } = {}): Promise<boolean> {
  const started = performance.now();
  const stdio = isLive ? "inherit" : "pipe";
  const running = spawn(process.execPath, [join("node_modules", program), ...args], {
    stdio: ["ignore", stdio, stdio],
  });
  let said = "";
  for (const stream of [running.stdout, running.stderr])
    stream?.setEncoding("utf8").on("data", (text) => (said += text));
  const status = await new Promise<number | null>((ended) => {
    running.once("error", () => ended(null)).once("close", ended);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${said}${name.padEnd(6)} ${status === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return status === 0;
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

const folder = mkdtempSync(join(tmpdir(), "vitest-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "report.json");
const reporters = [`--reporter=${process.env.CI ? "dot" : "default"}`, "--reporter=json", `--outputFile.json=${file}`];
const vitest = ["--config", "tests/vitest.config.ts", "run", ...reporters, ...process.argv.slice(2)];
const [ok] = await Promise.all([
  check("tests", "vitest/vitest.mjs", vitest, { isLive: true }),
  checkTypes(),
  checkLintAndWalls(),
]);
const report = readReport();

const tests = report?.testResults.flatMap((result) => result.assertionResults) ?? [];
const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed");
if (skipped.length > 0) console.log(`${skipped.length} skipped: ${skipped.map(({ fullName }) => fullName).join("; ")}`);

passed += report?.numPassedTests ?? 0;
// A file that cannot be loaded has failed although none of its tests has; so has a run without a report.
const broken = report?.testResults.filter(
  ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
const failures = (report?.numFailedTests ?? 0) + (broken?.length ?? 0);
failed += ok ? failures : Math.max(failures, 1);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function readReport(): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
}
