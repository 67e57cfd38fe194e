import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countFailure, forgetTries, takeTry } from "~/people/sign-in-limits.server.ts";
import { openTestDatabase } from "../support/database.ts";

const db = await openTestDatabase();
const MINUTE = 60_000;
// At the beginning of each span.
const now = Math.ceil(Date.now() / (60 * MINUTE)) * 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function attack(account: string, tries: number) {
  for (let i = 0; i < tries; i++) await countFailure(db, { account, network: `10.9.${i}`, now });
}

/** Lets those wait who have to. */
async function passing<Answer>(answers: Promise<Answer>): Promise<Answer> {
  let isSettled = false;
  const settled = answers.finally(() => {
    isSettled = true;
  });
  while (!isSettled) {
    await vi.advanceTimersByTimeAsync(1_000);
    await new Promise((turn) => setImmediate(turn));
  }
  return settled;
}

test("an account under attack from many networks gives new networks one try in five seconds", async () => {
  await attack("anna@example.com", 20);
  const answers = Array.from({ length: 50 }, (_, i) =>
    takeTry(db, { account: "anna@example.com", network: `10.8.${i}`, now }),
  );
  expect((await passing(Promise.all(answers))).filter((minutes) => minutes === undefined)).toHaveLength(2);
});

test("its owner gets in at once from where they were before, and within seconds from elsewhere", async () => {
  const home = { account: "boris@example.com", network: "192.0.2", now };
  await takeTry(db, home);
  await forgetTries(db, home);
  await attack(home.account, 100);
  expect(await takeTry(db, { ...home, network: "10.7.1" })).toBeUndefined();
  expect(await takeTry(db, home)).toBeUndefined();
  expect(await takeTry(db, { ...home, now: now + 10 * MINUTE })).toBeUndefined();
  expect(await passing(takeTry(db, { ...home, network: "198.51.100" }))).toBeUndefined();
});

test("an attack on one account slows no other", async () => {
  await attack("vera@example.com", 100);
  expect(await takeTry(db, { account: "gleb@example.com", network: "10.6.0", now })).toBeUndefined();
});

test("five tries are all that all processes together give, and after a quarter of an hour they are forgotten", async () => {
  const attempt = { account: "dina@example.com", network: "10.5.0", now };
  const tries = await Promise.all(Array.from({ length: 8 }, () => takeTry(db, attempt)));
  expect(tries.sort()).toEqual([15, 15, 15, ...Array(5).fill(undefined)]);
  expect(await takeTry(db, { ...attempt, now: now + 30 * MINUTE })).toBeUndefined();
});

test("neither account nor network stands in the database", async () => {
  const rows = JSON.stringify(await db.selectFrom("rate_limits").selectAll().execute());
  expect(rows).toContain("sign in");
  expect(rows).not.toMatch(/example|10\.[5-9]/);
});
