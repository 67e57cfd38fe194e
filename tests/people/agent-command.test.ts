import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { findAgentByEmail } from "~/people/agents.server.ts";
import { isPassword } from "~/people/passwords.server.ts";
import { findWelcome } from "~/people/welcome-tokens.server.ts";
import { environmentOf, openMigrated } from "../support/database.ts";
import { fileIn } from "../support/postgres.ts";

vi.setConfig({ testTimeout: 120_000 }); // a process for each command, and a password takes its time

const DATA_DIR = mkdtempSync(join(tmpdir(), "glasno-agent-"));
const db = await openMigrated(fileIn(DATA_DIR)); // open all the while, as by a site that runs
afterAll(async () => {
  await closeDatabase(db);
  rmSync(DATA_DIR, { recursive: true, force: true });
});

function agent(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.js", "agent", ...args], {
    env: { ...process.env, ...environmentOf(DATA_DIR), BASE_URL: "https://help.example" },
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const tokenIn = (stdout: string) => /https:\/\/help\.example\/welcome\/([\w-]{43})\n/.exec(stdout)?.[1] ?? "";

test("an account is added with the password of standard input, listed, disabled and enabled", async () => {
  const added = agent(["add", "--name", "Anna", "--email", "Anna@Example.com", "--admin"], "three plain words\n");
  expect(added).toMatchObject({ status: 0, stdout: "Anna can sign in with anna@example.com.\n", stderr: "" });
  const found = await findAgentByEmail(db, "anna@example.com");
  expect(found?.role).toBe("admin");
  expect(await isPassword("three plain words", found?.password_hash)).toBe(true);

  agent(["add", "--name", "Boris", "--email", "boris@example.com"], "four rather plain words");
  expect(agent(["disable", "--email", "boris@example.com"]).status).toBe(0);
  expect(agent(["list"]).stdout).toBe(
    "anna@example.com\tadmin\tactive\tAnna\nboris@example.com\tagent\tdisabled\tBoris\n",
  );
  expect(agent(["enable", "--email", "BORIS@example.com"]).status).toBe(0);
  expect((await findAgentByEmail(db, "boris@example.com"))?.disabled_at).toBeNull();
});

test("without a password a one-time address is printed, for a new account and for a reset", async () => {
  const added = agent(["add", "--name", "Vera", "--email", "vera@example.com"]);
  expect(added.status).toBe(0);
  expect(await findWelcome(db, tokenIn(added.stdout), Date.now())).toMatchObject({ kind: "invitation" });
  expect(
    await findWelcome(db, tokenIn(agent(["reset", "--email", "vera@example.com"]).stdout), Date.now()),
  ).toBeDefined();
});

test.each([
  ["an e-mail that is taken", ["add", "--name", "A", "--email", "vera@example.com"], "", 1],
  ["a password too short", ["add", "--name", "A", "--email", "a@example.com"], "short\n", 1],
  ["the last admin", ["disable", "--email", "anna@example.com"], "", 1],
  ["an unknown command", ["remove", "--email", "a@example.com"], "", 2],
  ["an unknown option", ["list", "--all"], "", 2],
  ["no e-mail", ["disable"], "", 2],
])("%s: exit code and why", (_label, args, input, status) => {
  const run = agent(args, input);
  expect(run).toMatchObject({ status, stdout: "" });
  if (status === 1) expect(run.stderr).toMatch(/^[^\n]+\n$/);
  else expect(run.stderr).toContain("Usage:");
});
