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

export interface Outcome {
  passed: number;
  /** At least 1 where the run has failed. */
  failed: number;
  skipped: string[];
}

/** @param onPostgres which of the tests run on PostgreSQL too */
export async function runVitest(args: string[], onPostgres: "core" | "all"): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "vitest-"));
  const file = join(folder, "report.json");
  const reporters = [
    `--reporter=${process.env.CI ? "dot" : "default"}`,
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const all = ["node_modules/vitest/vitest.mjs", "--config", "tests/vitest.config.ts", "run", ...reporters, ...args];
  const running = spawn(process.execPath, all, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TESTS_ON_POSTGRES: onPostgres },
  });
  const status = await new Promise<number | null>((ended) => {
    running.once("error", () => ended(null)).once("close", ended);
  });
  const report = readReport(file);
  rmSync(folder, { recursive: true, force: true });
  const results = report?.testResults ?? [];
  // A file that cannot be loaded has failed although none of its tests has; so has a run without a report.
  const broken = results.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = (report?.numFailedTests ?? 0) + broken.length;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: status === 0 ? failed : Math.max(failed, 1),
    skipped: results
      .flatMap((result) => result.assertionResults)
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
}
