import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { changeArticle, lockArticle } from "~/articles/change-article.server.ts";
import type { Config } from "~/config.server.ts";
import { showIndexNow, switchIndexNowOff, switchIndexNowOn } from "~/site/indexnow.server.ts";
import { isLocalOrigin } from "~/site/indexnow.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { articlePath, ticketPath } from "~/urls.ts";
import { openTestDatabase } from "../support/database.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createFoundTicket as createTicket,
} from "../support/factories.ts";

// The log reads the configuration, and vite puts a BASE_URL of its own into the environment.
const secret = "a secret that only tests know, 32 long";
Object.assign(process.env, { BASE_URL: "https://help.test", SECRET: secret, LOG_LEVEL: "silent" });
const { drainJobs } = await import("~/jobs/run-jobs.server.ts");

const db = await openTestDatabase();
const MINUTE = 60_000;

/** Answers as the real one does, in turn; the last answer stays. */
let answers: { status: number; headers?: Record<string, string> }[] = [];
let asked: { body: { host: string; key: string; keyLocation: string; urlList: string[] }; type?: string }[] = [];
const endpoint = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    asked.push({ body: JSON.parse(text), type: request.headers["content-type"] });
    const { status, headers } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 200 };
    response.writeHead(status, headers).end();
  });
});
await new Promise<void>((listening) => endpoint.listen(0, "127.0.0.1", listening));
afterAll(() => new Promise((closed) => endpoint.close(closed)));
const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/indexnow`;

const settings = (more: Partial<Config> = {}) =>
  ({ origin: "https://help.test", indexNowUrl: url, locale: "en", ...more }) as Config;

/** Does what is due so many minutes from now. */
const later = (minutes: number, more?: Partial<Config>) =>
  drainJobs(db, settings(more), Date.now() + minutes * MINUTE + 1_000);

const told = () => asked.flatMap(({ body }) => body.urlList);

beforeEach(async () => {
  await switchIndexNowOff(db, Date.now());
  await switchIndexNowOn(db, Date.now());
  [answers, asked] = [[{ status: 200 }], []];
});

async function turn(ticket: TicketRow, change: Partial<TicketRow>, seenBy: "everyone" | "team" = "everyone") {
  return inTransaction(db, async (trx) =>
    changeTicket(trx, await lockTicket(trx, ticket.id), change, { now: Date.now(), seenBy }),
  );
}

describe("S22: what is told", () => {
  test("is nothing before an admin switches it on, and nothing is noted", async () => {
    await switchIndexNowOff(db, Date.now());
    await createTicket(db);
    await later(2);
    expect([asked, await db.selectFrom("changed_addresses").selectAll().execute()]).toEqual([[], []]);
  });

  test("is a minute of changes at once, each address one time, with the key and where it lies", async () => {
    const ticket = await createTicket(db);
    await createReply(db, ticket);
    const article = await createArticle(db);
    await later(0.5);
    expect(asked).toEqual([]);
    await later(1);
    const { key } = (await showIndexNow(db)) as { key: string };
    expect(key).toMatch(/^[\da-f]{32}$/);
    expect(asked).toEqual([
      {
        type: "application/json; charset=utf-8",
        body: {
          host: "help.test",
          key,
          keyLocation: `https://help.test/${key}.txt`,
          urlList: [ticketPath(ticket), articlePath(article)].map((path) => `https://help.test${path}`),
        },
      },
    ]);
    await later(10);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["private", { visibility: "private" }],
    ["held", { moderation: "held" }],
    ["restricted", { moderation: "restricted" }],
    ["a short word of thanks", { kind: "thanks", body: "Thanks" }],
  ] as const)("is nothing of a ticket that is %s", async (_, facts) => {
    const ticket = await createTicket(db, facts);
    await turn(ticket, { title: "Other words" });
    await later(2);
    expect(told()).toEqual([]);
  });

  test("is nothing that strangers do not see, such as a note or a vote", async () => {
    const ticket = await createTicket(db);
    await later(1);
    asked = [];
    await createReply(db, ticket, { kind: "note", viewer: asAgent(await createAgent(db)) });
    await turn(ticket, { waiting_since: null }, "team");
    await later(4);
    expect(told()).toEqual([]);
  });

  test("is the old address and the new one of a ticket with another title", async () => {
    const ticket = await createTicket(db);
    await later(1);
    asked = [];
    const renamed = await turn(ticket, { title: "New words", slug: "new-words" });
    await later(4);
    expect(told()).toEqual([ticket, renamed].map((one) => `https://help.test${ticketPath(one)}`).sort());
  });

  test.each([
    ["private", { visibility: "private" }],
    ["removed", { removed_at: 1, removed_as: "by_author" }],
  ] as const)("is the address of a ticket that became %s, once", async (_, change) => {
    const ticket = await createTicket(db);
    await later(1);
    asked = [];
    const gone = await turn(ticket, change);
    await turn(gone, { title: "Secret", slug: "secret" });
    await later(4);
    expect(told()).toEqual([`https://help.test${ticketPath(ticket)}`]);
  });

  test("is not the title of a ticket that was hidden before anybody heard of it", async () => {
    await turn(await createTicket(db, { title: "My password is" }), { visibility: "private" });
    await later(4);
    expect(told()).toEqual([]);
  });

  test("is the address of an article that was taken back", async () => {
    const article = await createArticle(db);
    await later(1);
    asked = [];
    await inTransaction(db, async (trx) =>
      changeArticle(trx, await lockArticle(trx, article.id), { published_at: null }, Date.now()),
    );
    await later(4);
    expect(told()).toEqual([`https://help.test${articlePath(article)}`]);
  });

  test("is 10,000 addresses a time", async () => {
    await inTransaction(db, async (trx) => {
      for (let from = 0; from < 10_500; from += 500) {
        const rows = Array.from({ length: 500 }, (_, at) => ({
          path: `/tickets/${from + at}-x`,
          noted_at: 1,
          changed_at: 1,
        }));
        await trx.insertInto("changed_addresses").values(rows).execute();
      }
    });
    await later(1);
    await later(1);
    expect(asked.map(({ body }) => body.urlList.length)).toEqual([10_000, 500]);
    expect(new Set(told()).size).toBe(10_500);
    expect((await showIndexNow(db))?.waiting).toBe(0);
  });
});

describe("S22: an answer", () => {
  test.each([200, 202])("%i ends it", async (status) => {
    answers = [{ status }];
    await createTicket(db);
    await later(1);
    expect(await showIndexNow(db)).toMatchObject({ stopped: null, waiting: 0, last: { count: 1, status } });
  });

  test.each([
    [403, "key"],
    [422, "addresses"],
    [400, "request"],
  ])("%i stops it until an admin switches it on again, and then what waited is told", async (status, stopped) => {
    answers = [{ status }];
    const ticket = await createTicket(db);
    await later(1);
    expect(await showIndexNow(db)).toMatchObject({ isOn: true, stopped, waiting: 1, last: { status } });
    await createTicket(db);
    await later(10_000);
    expect(asked).toHaveLength(1);
    answers = [{ status: 200 }];
    await switchIndexNowOn(db, Date.now());
    await later(1);
    expect(asked.at(-1)?.body.urlList).toEqual([`https://help.test${ticketPath(ticket)}`]);
  });

  test.each([
    ["429", { status: 429 }],
    ["503", { status: 503 }],
    ["a redirect, which is not followed", { status: 302, headers: { Location: "/elsewhere" } }],
  ])("%s makes it wait, longer each time", async (_, answer) => {
    answers = [answer, answer, answer, { status: 200 }];
    await createTicket(db);
    const waits: number[] = [];
    for (let tries = 0; tries < 3; tries++) {
      await later(200);
      const job = await db
        .selectFrom("jobs")
        .select("run_at")
        .where("name", "=", "tell search engines")
        .executeTakeFirst();
      waits.push(Math.round(((job?.run_at ?? 0) - Date.now()) / MINUTE));
    }
    expect(waits).toEqual([1, 2, 4]);
    expect(await showIndexNow(db)).toMatchObject({ stopped: null, waiting: 1 });
    await later(200);
    expect([asked.length, (await showIndexNow(db))?.waiting]).toEqual([4, 0]);
  });

  test("that says how long to wait is believed", async () => {
    answers = [{ status: 429, headers: { "Retry-After": "1800" } }];
    await createTicket(db);
    await later(1);
    answers = [{ status: 200 }];
    await later(29);
    expect(asked).toHaveLength(1);
    await later(31);
    expect(asked).toHaveLength(2);
  });

  test("that does not come makes it wait too", async () => {
    await createTicket(db);
    await later(1, { indexNowUrl: "http://127.0.0.1:1/" });
    expect(await showIndexNow(db)).toMatchObject({ stopped: null, waiting: 1, last: { status: null } });
    await later(3);
    expect(asked).toHaveLength(1);
  });
});

test("nothing is sent from an address of the machine itself", async () => {
  await createTicket(db);
  await later(1, { origin: "http://localhost:3000" });
  expect([asked, (await showIndexNow(db))?.stopped]).toEqual([[], "local"]);
  const local = ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000", "http://forum.localhost"];
  expect(local.map(isLocalOrigin)).toEqual([true, true, true, true]);
  expect(["https://help.example.com", "https://localhost.example.com"].map(isLocalOrigin)).toEqual([false, false]);
});
