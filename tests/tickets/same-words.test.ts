import { describe, expect, test } from "vitest";
import { setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import type { NewReply, ReplyOutcome } from "~/tickets/reply-to-ticket.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent, createVisitor } from "../support/factories.ts";
import { asTeam, authoredTicket, DAY, NOW, ticketRow, write } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const number = (outcome: ReplyOutcome) => ("reply" in outcome ? outcome.reply.id : 0);

async function twice(first: Partial<NewReply>, second: Partial<NewReply>) {
  const { ticket } = await authoredTicket(db);
  const both = [];
  for (const facts of [first, second]) {
    both.push(number(await write(db, ticket.id, { body: "Press F5", now: NOW, ...facts })));
  }
  return { ticket, isOne: both[0] === both[1], numbers: both };
}

const visitor = await createVisitor(db);

describe("the same words on one ticket", () => {
  test.each<{ how: string; first?: Partial<NewReply>; second?: Partial<NewReply>; isOne: boolean }>([
    { how: "at once", isOne: true },
    { how: "with other spaces and capitals", second: { body: " press\r\n f5 " }, isOne: true },
    { how: "23 hours later", second: { now: NOW + DAY - 3_600_000 }, isOne: true },
    { how: "a day later", second: { now: NOW + DAY + 1 }, isOne: false },
    { how: "as a comment", second: { kind: "comment" }, isOne: true },
    { how: "with another word", second: { body: "Press F6" }, isOne: false },
    { how: "from another network", second: { addressPrefix: "10.0.1" }, isOne: false },
    { how: "by a known browser twice", first: { viewer: visitor }, second: { viewer: visitor }, isOne: true },
    { how: "by a known browser and a stranger", first: { viewer: visitor }, isOne: false },
    {
      how: "by the team, as an answer and as a note",
      first: asTeam(agent),
      second: { ...asTeam(agent), kind: "note" },
      isOne: false,
    },
  ])("$how are one reply: $isOne", async ({ first = {}, second = {}, isOne }) => {
    expect((await twice(first, second)).isOne).toBe(isOne);
  });

  test("by a new browser, then with the cookie that the first one gave it, are one reply", async () => {
    const { ticket } = await authoredTicket(db);
    const first = await write(db, ticket.id, { body: "Press F5" });
    const id = ("writer" in first && first.writer?.visitorId) || 0;
    const again = await write(db, ticket.id, {
      body: "Press F5",
      viewer: { visitor: { id, name: null }, agent: null },
    });
    expect(number(again)).toBe(number(first));
    const neighbour = await write(db, ticket.id, { body: "Press F5", viewer: await createVisitor(db) });
    expect(number(neighbour)).not.toBe(number(first));
  });

  test("may be written again after they were removed", async () => {
    const { ticket, numbers } = await twice({}, {});
    const by = { agentId: agent.id };
    await setReplyRemoved(db, { ticketId: ticket.id, replyId: numbers[0] ?? 0, isRemoved: true, by, now: NOW });
    expect(number(await write(db, ticket.id, { body: "Press F5", now: NOW }))).not.toBe(numbers[0]);
  });

  test("by the team once more, with a status, are one reply and set the status", async () => {
    const { ticket, isOne } = await twice(asTeam(agent), {
      ...asTeam(agent),
      status: { key: "answered", reason: null },
    });
    expect(isOne).toBe(true);
    expect((await ticketRow(db, ticket.id)).status).toBe("answered");
  });

  test("50 times at once are one reply and one visitor", async () => {
    const { ticket } = await authoredTicket(db);
    const before = await db.selectFrom("visitors").select("id").execute();
    const sent = await Promise.all(Array.from({ length: 50 }, () => write(db, ticket.id, { body: "Press F5" })));
    expect(new Set(sent.map(number)).size).toBe(1);
    expect((await ticketRow(db, ticket.id)).reply_count).toBe(1);
    expect((await db.selectFrom("visitors").select("id").execute()).length).toBe(before.length + 1);
  });
});
