import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const root = mkdtempSync(path.join(tmpdir(), "glasno-content-command-"));
const dataDir = path.join(root, "data");
const folder = path.join(root, "content");
const out = path.join(root, "out");
cpSync("content/articles", path.join(folder, "articles"), { recursive: true });

function run(script: "import" | "export", ...args: string[]) {
  return spawnSync(process.execPath, ["scripts/run.js", script, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", BASE_URL: "" },
    encoding: "utf8",
  });
}

const filesIn = (from: string) =>
  readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => [name, readFileSync(path.join(from, name), "utf8")]);

test.each([
  ["import", ["stackexchange", folder, "--take-files"]],
  ["export", []],
  ["export", [out, folder]],
] as const)("%s %j ends with 2 and the usage", (script, args) => {
  const { status, stderr } = run(script, ...args);
  expect(stderr).toContain(`Usage: npm run ${script}`);
  expect(status).toBe(2);
});

test("a dry run of an import says what is new, and leaves no trace", () => {
  const { status, stdout } = run("import", "content", folder, "--dry-run");
  expect(stdout).toContain("new: asking/index.md");
  expect(stdout).toContain("nothing was written");
  expect(status).toBe(0);
  expect(existsSync(dataDir)).toBe(false);
});

test("an export of no site ends with 1 and one line that says why", () => {
  const { status, stderr } = run("export", "content", out);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("There is no database")]);
  expect(status).toBe(1);
});

test("the articles of this repository come in and go out to the byte, and over nothing that is there", () => {
  const { length } = filesIn("content/articles");
  expect(run("import", "content", folder).stdout).toMatch(/Articles: [1-9]\d* new, 0 changed; 0 files as they were\n/);
  expect(run("export", "content", out).stdout).toContain(`Wrote ${length} files`);
  expect(filesIn(path.join(out, "articles"))).toEqual(filesIn("content/articles"));
  expect(run("export", "content", out).stderr).toContain("has something in it");
});
