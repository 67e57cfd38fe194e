import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countFailure, forgetTries, takeTry } from "~/people/sign-in-limits.server.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function attack(account: string, tries: number) {
  for (let i = 0; i < tries; i++) await countFailure({ account, network: `10.9.${i}` });
}

test("an account under attack from many networks gives new networks one try in five seconds", async () => {
  await attack("anna@example.com", 20);
  const answers = Array.from({ length: 50 }, (_, i) => takeTry({ account: "anna@example.com", network: `10.8.${i}` }));
  const settled = Promise.all(answers);
  await vi.advanceTimersByTimeAsync(5_100);
  expect((await settled).filter((minutes) => minutes === undefined)).toHaveLength(2);
});

test("its owner gets in at once from where they were before, and within seconds from elsewhere", async () => {
  const home = { account: "boris@example.com", network: "192.0.2" };
  await takeTry(home);
  await forgetTries(home);
  await attack(home.account, 100);
  expect(await takeTry({ ...home, network: "10.7.1" })).toBeUndefined();
  expect(await takeTry(home)).toBeUndefined();

  const elsewhere = takeTry({ ...home, network: "198.51.100" });
  await vi.advanceTimersByTimeAsync(5_100);
  expect(await elsewhere).toBeUndefined();
});

test("an attack on one account slows no other", async () => {
  await attack("vera@example.com", 100);
  expect(await takeTry({ account: "gleb@example.com", network: "10.6.0" })).toBeUndefined();
});

test("after a quarter of an hour the tries are forgotten", async () => {
  const attempt = { account: "dina@example.com", network: "10.5.0" };
  for (let i = 0; i < 5; i++) await takeTry(attempt);
  expect(await takeTry(attempt)).toBe(15);
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(await takeTry(attempt)).toBeUndefined();
});
