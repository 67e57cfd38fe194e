import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { stranger } from "~/people/viewer.ts";
import { setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { castVote, type Vote } from "~/tickets/vote.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
let keys = 0;

async function vote(ticketId: number, facts: Partial<Vote> = {}) {
  const ticket = await ticketRow(db, ticketId);
  return castVote(db, { ticket, wanted: "vote", viewer: stranger, addressKey: `key ${++keys}`, now: NOW, ...facts });
}
const countOf = async (id: number) => (await ticketRow(db, id)).vote_count;

describe("a vote", () => {
  test("of one visitor is one, also 50 at once", async () => {
    const { id } = await createTicket(db, { kind: "idea" });
    const viewer = await createVisitor(db);
    await Promise.all(Array.from({ length: 50 }, () => vote(id, { viewer })));
    expect(await countOf(id)).toBe(1);
  });

  test("is taken back by the wish to, and only by whoever gave it", async () => {
    const { id } = await createTicket(db, { kind: "problem" });
    const [one, other] = [await createVisitor(db), await createVisitor(db)];
    for (const viewer of [one, other]) await vote(id, { viewer });
    await vote(id, { viewer: one, wanted: "unvote" });
    await vote(id, { viewer: one, wanted: "unvote" });
    await vote(id, { wanted: "unvote" });
    expect(await countOf(id)).toBe(1);
  });

  test("without a cookie is one for each address and day, and target", async () => {
    const [{ id }, { id: other }] = [
      await createTicket(db, { kind: "idea" }),
      await createTicket(db, { kind: "idea" }),
    ];
    for (const addressKey of ["home, Monday", "home, Monday", "home, Tuesday", "office, Monday"])
      await vote(id, { addressKey });
    expect(await countOf(id)).toBe(3);
    await vote(other, { addressKey: "home, Monday" });
    expect(await countOf(other)).toBe(1);
  });

  test("50 at once from one address without cookies are one", async () => {
    const { id } = await createTicket(db, { kind: "idea" });
    const writers = await Promise.all(Array.from({ length: 50 }, () => vote(id, { addressKey: "home" })));
    expect(await countOf(id)).toBe(1);
    expect(writers.filter((writer) => writer?.newToken)).toHaveLength(1);
  });

  test("is counted on top of what an import brought", async () => {
    const { id } = await createTicket(db, { kind: "idea", base_votes: 7, vote_count: 7 });
    const viewer = await createVisitor(db);
    await vote(id, { viewer });
    expect(await countOf(id)).toBe(8);
    await vote(id, { viewer, wanted: "unvote" });
    expect(await countOf(id)).toBe(7);
  });

  test("changes nothing that would stop an agent's reply", async () => {
    const { id, version } = await createTicket(db, { kind: "idea" });
    await vote(id);
    expect((await ticketRow(db, id)).version).toBe(version);
  });
});

describe("a vote on a reply", () => {
  test("counts there and not at the ticket", async () => {
    const ticket = await createTicket(db, { kind: "idea" });
    const replyId = await createReply(db, ticket);
    await vote(ticket.id, { replyId });
    expect(await countOf(ticket.id)).toBe(0);
    const { vote_count } = await db
      .selectFrom("replies")
      .select("vote_count")
      .where("id", "=", replyId)
      .executeTakeFirstOrThrow();
    expect(vote_count).toBe(1);
  });

  test.each(["a note", "a comment", "removed", "held", "of another ticket", "not there"])(
    "that is %s finds nothing",
    async (what) => {
      const [ticket, other] = [await createTicket(db), await createTicket(db)];
      const kind = what === "a note" ? "note" : what === "a comment" ? "comment" : "answer";
      const viewer = what === "a note" ? asAgent(agent) : stranger;
      const at = what === "of another ticket" ? other : ticket;
      const replyId = what === "not there" ? 999_999 : await createReply(db, at, { kind, viewer });
      if (what === "removed") {
        const by = { agentId: agent.id };
        await setReplyRemoved(db, { ticketId: at.id, replyId, isRemoved: true, by, now: NOW });
      }
      if (what === "held") {
        await inTransaction(db, (trx) =>
          trx.updateTable("replies").set({ moderation: "held" }).where("id", "=", replyId).execute(),
        );
      }
      expect(await vote(ticket.id, { replyId })).toBeUndefined();
      expect(
        await db
          .selectFrom("votes")
          .select("id")
          .where("target", "=", "reply")
          .where("target_id", "=", replyId)
          .execute(),
      ).toEqual([]);
    },
  );
});
