import { expect, test } from "vitest";
import { readRole } from "~/http/role.server.ts";

test("a process answers, works, or does both", () => {
  const roles = [[], ["--web"], ["--worker"], ["--worker", "--web"]].map((args) => readRole(args));
  expect(roles).toEqual(["both", "web", "worker", "both"]);
});

test("what is not known is said, with what is", () => {
  expect(() => readRole(["--web", "--wroker"])).toThrow(/^--wroker is not known\. .*--web.*--worker/);
});
