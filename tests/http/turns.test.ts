import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { makeTurns } from "~/http/turns.server.ts";

test("one request begins in a turn, and a page does not wait for all the forms before it", async () => {
  const turn = makeTurns();
  const begun: string[] = [];
  const ask = (lane: "page" | "answer" | "form", name: string) => turn(lane).then(() => begun.push(name));
  const all = ["form 1", "form 2", "form 3", "form 4"].map((name) => ask("form", name));
  all.push(ask("answer", "desk"), ask("page", "home"));

  await Promise.resolve();
  expect(begun).toEqual(["form 1"]);
  await Promise.all(all);
  expect(begun).toEqual(["form 1", "home", "desk", "form 2", "form 3", "form 4"]);

  await nextTurn();
  await ask("form", "later");
  expect(begun.at(-1)).toBe("later");
});
