/**
 * npm test: every check, one after the other, all of them even if one fails.
 * What stands after `--` goes to vitest: `npm test -- tests/markdown`.
 */
import { spawnSync } from "node:child_process";
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

/** Runs a program of node_modules and prints its line. Returns whether it succeeded. */
function check(name: string, program: string, ...args: string[]): boolean {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [join("node_modules", program), ...args], { stdio: "inherit" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name.padEnd(6)} ${status === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return status === 0;
}

function count(ok: boolean): void {
  if (ok) passed++;
  else failed++;
}

count(check("types", "typescript/bin/tsc", "--noEmit"));
count(check("lint", "@biomejs/biome/bin/biome", "check", "--config-path=tests", "--error-on-warnings"));
const walls = ["--config", "tests/walls.cjs", "--output-type", "err-long"];
count(check("walls", "dependency-cruiser/bin/dependency-cruise.mjs", ...walls, "app", "db", "scripts"));

const folder = mkdtempSync(join(tmpdir(), "vitest-"));
const file = join(folder, "report.json");
const reporters = [`--reporter=${process.env.CI ? "dot" : "default"}`, "--reporter=json", `--outputFile.json=${file}`];
const vitest = ["--config", "tests/vitest.config.ts", "run", ...reporters, ...process.argv.slice(2)];
const ok = check("tests", "vitest/vitest.mjs", ...vitest);
const report = readReport();
rmSync(folder, { recursive: true });

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
