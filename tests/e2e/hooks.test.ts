import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { openMigrated } from "../support/database.ts";
import { createHook } from "../support/hooks.ts";
import { plainBrowser, runSite } from "../support/journey.ts";
import { startListener } from "../support/listener.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-hooks-"));
const listener = await startListener();
const SECRET = "a secret that only tests know, 32 long";
afterAll(async () => {
  await listener.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const until = async (what: () => boolean, seconds: number) => {
  for (let waited = 0; !what() && waited < seconds * 10; waited++) await sleep(100);
};

const TITLES = [
  "The export to Excel stops after a hundred rows",
  "Dark colours for the calendar",
  "Signing in by phone",
];

test("the site is killed while it tells a program: the next one tells what is left, and each thing is taken once", async () => {
  const db = await openMigrated(path.join(dataDir, "glasno.sqlite"));
  await createHook(db, { secret: { url: listener.url }, events: ["opened"] }, { secret: SECRET });
  await closeDatabase(db);
  const env = { dataDir, SECRET, ALLOW_INNER_ADDRESSES: "127.0.0.1" };
  const first = await runSite(env);
  const taken: string[] = [];
  const take = ({ body }: { body: string }) => {
    taken.push(JSON.parse(body).data.ticket.number);
    return { status: 200 };
  };
  listener.answers = [
    take,
    () => {
      // It never hears the answer, and nobody has taken it.
      process.kill(first.pid, "SIGKILL");
      return "hang up";
    },
    take,
  ];
  for (const title of TITLES) {
    const browser = plainBrowser(first);
    await browser
      .press(await browser.open("/tickets/new"), "send", { title, visibility: "private" })
      .catch(() => undefined);
    await until(() => listener.calls.length > 1, 2);
    if (listener.calls.length > 1) break;
  }
  await until(() => listener.calls.length === 2, 30);
  const second = await runSite(env);
  await until(() => taken.length === 2, 60);
  await sleep(1_500);
  const ids = listener.calls.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(3);
  // The one that was cut short came again under the same id.
  expect(ids[2]).toBe(ids[1]);
  expect(new Set(taken).size).toBe(2);
  await second.stop();
});
