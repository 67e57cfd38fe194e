import { describe, expect, test } from "vitest";
import { readSettings } from "~/site/load-site.server.ts";
import { paceOf, updateAnswerPace } from "~/tickets/answer-pace.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createTicket } from "../support/factories.ts";
import { asAuthor, asTeam, authoredTicket, DAY, HOUR, MINUTE, NOW, write } from "./team.ts";

describe("the pace of some answers", () => {
  test.each([
    { minutes: [], pace: null },
    { minutes: [1, 2, 3, 4], pace: null },
    { minutes: [5, 1, 4, 2, 3], pace: { medianMs: 3 * MINUTE, shares: [1, 0, 0, 0, 0] } },
    { minutes: [10, 20, 30, 40, 50, 600], pace: { medianMs: 35 * MINUTE, shares: [1 / 6, 4 / 6, 0, 1 / 6, 0] } },
    { minutes: [15, 60, 240, 1440, 99_999], pace: { medianMs: 240 * MINUTE, shares: [0, 1 / 5, 1 / 5, 1 / 5, 2 / 5] } },
    { minutes: [0, 0, 0, 0, 0], pace: { medianMs: 0, shares: [1, 0, 0, 0, 0] } },
  ])("of $minutes minutes is $pace", ({ minutes, pace }) => {
    expect(paceOf(minutes.map((n) => n * MINUTE))).toEqual(pace && { ...pace, count: minutes.length });
  });
});

test("only first answers to people, of the last 30 days, given on this site, make the pace", async () => {
  const db = await openTestDatabase();
  const agent = await createAgent(db);
  const now = NOW + 30 * DAY;
  for (const minutes of [10, 20, 30, 40, 50]) {
    const { ticket, viewer } = await authoredTicket(db, { now: now - DAY });
    await write(db, ticket.id, { ...asTeam(agent), kind: "note", now: now - DAY });
    await write(db, ticket.id, { ...asTeam(agent), now: now - DAY + minutes * MINUTE });
    await write(db, ticket.id, { ...asAuthor(viewer), now: now - DAY + HOUR });
    await write(db, ticket.id, { ...asTeam(agent), now });
  }
  const answered = { first_answer_at: now - HOUR, first_answer_ms: 5 * DAY };
  await createTicket(db, { ...answered, first_answer_at: now - 31 * DAY });
  await createTicket(db, { ...answered, imported_at: now });
  await createTicket(db, { ...answered, kind: "thanks" });
  await createTicket(db, { ...answered, viewer: asAgent(agent) });
  await createTicket(db, { first_answer_at: now, first_answer_ms: null });
  await createTicket(db, {});

  const pace = await updateAnswerPace(db, now);
  expect(pace).toMatchObject({ medianMs: 30 * MINUTE, count: 5 });
  expect((await readSettings(db)).answer_pace).toEqual(pace);
  expect(await updateAnswerPace(db, now + 31 * DAY)).toBeNull();
  expect((await readSettings(db)).answer_pace).toBeNull();
});
