import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { answer, question, writeDump } from "./dump.ts";

const dataDir = path.join(mkdtempSync(path.join(tmpdir(), "glasno-import-")), "data");
const folder = writeDump({
  posts: [question({ Id: 1 }), answer({ Id: 2, ParentId: 1 }), '<row Id="3" Body="lost />', question({ Id: 4 })],
});

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.js", "import", ...args], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", BASE_URL: "" },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test.each([
  ["no folder", ["stackexchange"]],
  ["an unknown format", ["phpbb", folder]],
  ["an unknown option", ["stackexchange", folder, "--force"]],
])("%s ends with 2 and the usage", (_, args) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain("Usage: npm run import -- <format> <folder>");
});

test("where nothing can be read it ends with 1, one line that says why, and no database", () => {
  const { status, stderr } = run("stackexchange", path.join(folder, "nothing"));
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("There is no folder")]);
  expect(existsSync(dataDir)).toBe(false);
});

test("a dry run says what it found and which line is broken, and leaves no trace", () => {
  const { status, stdout } = run("stackexchange", folder, "--dry-run");
  expect(stdout).toContain("Found 2 questions, 1 answers, 0 comments");
  expect(stdout).toContain("Posts.xml line 6: ");
  expect(stdout).toContain("nothing was written");
  expect(status).toBe(0);
  expect(existsSync(dataDir)).toBe(false);
});

test("an import goes around a broken row, and run again adds nothing", () => {
  const first = run("stackexchange", folder);
  expect(first.stdout).toContain("Rows that cannot be read: 1");
  expect(first.stdout).toMatch(/Brought in 2 tickets and 1 reply in .* 0 were here already/);
  expect(first.status).toBe(0);
  expect(run("stackexchange", folder).stdout).toMatch(/Brought in 0 tickets and 0 replies in .* 3 were here already/);
});
