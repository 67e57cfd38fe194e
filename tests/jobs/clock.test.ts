import { expect, test } from "vitest";
import { inQuietTransaction, inTransaction } from "#db/client.ts";
import { issueFormToken, readFormToken } from "~/http/form-token.server.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { mendJobTimes } from "~/jobs/mend-times.server.ts";
import { endExpired, mendTokenTimes } from "~/people/end-expired.server.ts";
import { findWelcome, issueWelcome } from "~/people/welcome-tokens.server.ts";
import { threadTime } from "~/tickets/thread-time.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createTicket, createVisitor } from "../support/factories.ts";

// With a whole site and a clock that is stepped: npm run drill -- clock
const db = await openTestDatabase();

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 365 * DAY;

const runAts = async () =>
  (await db.selectFrom("jobs").select("run_at").orderBy("id").execute()).map((job) => job.run_at);

test("work that a clock asked for that was a year ahead waits as long as it was to wait, and other work as before", async () => {
  const now = Date.now();
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("jobs").execute();
    await enqueue(trx, "forget old traces", {}, now + 2 * DAY);
    const ahead = { name: "collect files", payload: "{}", created_at: now + YEAR };
    await trx
      .insertInto("jobs")
      .values({ ...ahead, run_at: now + YEAR + DAY })
      .execute();
    const failed = { ...ahead, created_at: now - DAY, attempts: 3 };
    await trx
      .insertInto("jobs")
      .values({ ...failed, run_at: now + YEAR })
      .execute();
    await trx
      .insertInto("jobs")
      .values({ ...failed, run_at: now + 60_000 })
      .execute();
  });
  const later = now + 10_000;
  await mendJobTimes(db, later);
  const mended = [now + 2 * DAY, later + DAY, later, now + 60_000];
  expect(await runAts()).toEqual(mended);
  await mendJobTimes(db, later + 1);
  expect(await runAts()).toEqual(mended);
});

const welcome = (now: number) =>
  inTransaction(db, (trx) => issueWelcome(trx, { kind: "first_admin", agentId: null, now }));

test("a one-time address whose time was over opens nothing when the clock is set back", async () => {
  const now = Date.now();
  const token = await welcome(now);
  expect(await findWelcome(db, token, now)).toBeDefined();
  await endExpired(db, now + DAY / 24);
  expect(await findWelcome(db, token, now)).toBeDefined();
  await endExpired(db, now + YEAR);
  expect(await findWelcome(db, token, now)).toBeUndefined();
});

test("one that was made by a clock a year ahead lasts as long as any other", async () => {
  const now = Date.now();
  const token = await welcome(now + YEAR);
  await mendTokenTimes(db, now);
  expect(await findWelcome(db, token, now)).toBeDefined();
  expect(await findWelcome(db, token, now + YEAR / 2)).toBeUndefined();
});

test("a form's token of a day that has not come is as old as one of last year", () => {
  const now = Date.now();
  const ageOf = (issuedAt: number) => readFormToken("secret", issueFormToken("secret", issuedAt), now)?.expired;
  expect([ageOf(now), ageOf(now + 60_000), ageOf(now - YEAR), ageOf(now + YEAR)]).toEqual([false, false, true, true]);
});

test("what is said in a conversation never stands before what was there", async () => {
  const ticket = await createTicket(db, { viewer: await createVisitor(db) });
  const timeOf = (now: number) => inTransaction(db, (trx) => threadTime(trx, ticket.id, now));
  expect(await timeOf(ticket.created_at - DAY)).toBe(ticket.created_at);
  expect(await timeOf(ticket.created_at + 5)).toBe(ticket.created_at + 5);
});
