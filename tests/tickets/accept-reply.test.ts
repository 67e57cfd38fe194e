import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { acceptReply, markOfficial } from "~/tickets/accept-reply.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import type { Kind } from "~/tickets/ticket.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply } from "../support/factories.ts";
import { authoredTicket, eventsOf, MINUTE, NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const by = { agentId: agent.id };
const now = NOW + MINUTE;

const replyRow = (id: number) => db.selectFrom("replies").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const accept = (ticketId: number, replyId: number) => acceptReply(db, { ticketId, replyId, by, now });
const official = (ticketId: number, replyId: number) => markOfficial(db, { ticketId, replyId, by, now });

describe("marking the answer that helped", () => {
  test.each<{ kind: Kind; status: string; after: string }>([
    { kind: "question", status: "new", after: "answered" },
    { kind: "problem", status: "confirmed", after: "fixed" },
    { kind: "problem", status: "needs_info", after: "fixed" },
    { kind: "problem", status: "not_a_bug", after: "not_a_bug" },
    { kind: "idea", status: "planned", after: "planned" },
    { kind: "thanks", status: "received", after: "received" },
  ])("of a $kind that is $status leaves it $after", async ({ kind, status, after }) => {
    const { ticket } = await authoredTicket(db, { kind });
    await changeStatus(db, ticket.id, { status, reason: "So it is", by, now });
    const reply = await createReply(db, await ticketRow(db, ticket.id), { body: "Restart it" });
    expect(await accept(ticket.id, reply)).toBe(true);
    expect(await ticketRow(db, ticket.id)).toMatchObject({
      status: after,
      accepted_reply_id: reply,
      answer_excerpt: "Restart it",
      answer_by_team: 0,
    });
  });

  test("of another one moves the mark; of the same takes it back", async () => {
    const { ticket } = await authoredTicket(db);
    const [first, second] = [await createReply(db, ticket), await createReply(db, ticket)];
    await accept(ticket.id, first);
    await accept(ticket.id, second);
    expect([(await replyRow(first)).accepted_at, (await replyRow(second)).accepted_at]).toEqual([null, now]);
    await accept(ticket.id, second);
    expect(await ticketRow(db, ticket.id)).toMatchObject({
      accepted_reply_id: null,
      status: "answered",
      answer_excerpt: null,
    });
    expect((await eventsOf(db, ticket.id)).map(({ type }) => type)).toEqual(["accepted", "status", "accepted"]);
  });

  test.each(["of another ticket", "a note", "removed", "held", "that never was"])(
    "leaves a reply alone that is %s",
    async (what) => {
      const [{ ticket }, { ticket: other }] = [await authoredTicket(db), await authoredTicket(db)];
      const facts = what === "a note" ? { viewer: asAgent(agent), kind: "note" as const } : {};
      const reply = await createReply(db, what === "of another ticket" ? other : ticket, facts);
      const change = what === "removed" ? { removed_at: now } : { moderation: "held" as const };
      if (what === "removed" || what === "held") {
        await inTransaction(db, (trx) => trx.updateTable("replies").set(change).where("id", "=", reply).execute());
      }
      const before = await ticketRow(db, ticket.id);
      expect(await accept(ticket.id, what === "that never was" ? 999_999 : reply)).toBe(false);
      expect(await ticketRow(db, ticket.id)).toEqual(before);
      expect((await replyRow(reply)).accepted_at).toBeNull();
    },
  );
});

describe("an official reply", () => {
  test("is the team's own, one at a time, and stands before the one that helped", async () => {
    const { ticket } = await authoredTicket(db);
    const visitors = await createReply(db, ticket, { body: "Visitor" });
    const [first, second] = [
      await createReply(db, ticket, { viewer: asAgent(agent), body: "First" }),
      await createReply(db, ticket, { viewer: asAgent(agent), body: "Second" }),
    ];
    expect((await ticketRow(db, ticket.id)).answer_excerpt).toBe("First");
    await accept(ticket.id, visitors);
    expect((await ticketRow(db, ticket.id)).answer_excerpt).toBe("Visitor");
    expect(await official(ticket.id, visitors)).toBe(false);
    await official(ticket.id, first);
    await official(ticket.id, second);
    expect((await replyRow(first)).official_at).toBeNull();
    expect(await ticketRow(db, ticket.id)).toMatchObject({ official_reply_id: second, answer_excerpt: "Second" });
    await official(ticket.id, second);
    expect(await ticketRow(db, ticket.id)).toMatchObject({ official_reply_id: null, answer_excerpt: "Visitor" });
  });

  test("cannot be a note", async () => {
    const { ticket } = await authoredTicket(db);
    const note = await createReply(db, ticket, { viewer: asAgent(agent), kind: "note" });
    expect(await official(ticket.id, note)).toBe(false);
  });
});
