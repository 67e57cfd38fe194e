import { describe, expect, test } from "vitest";
import type { Viewer } from "~/people/viewer.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { mergeTickets, UNMERGE_WITHIN_MS, unmergeTicket } from "~/tickets/merge-tickets.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { findRights, findTicket } from "~/tickets/visibility.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent, createReply } from "../support/factories.ts";
import { authoredTicket, eventsOf, HOUR, NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const at = NOW + HOUR;
const merge = (from: number, into: number, now = at) => mergeTickets(db, { from, into, agentId: agent.id, now });
const unmerge = (from: number, into: number, now = at) => unmergeTicket(db, { from, into, agentId: agent.id, now });

const two = async (facts = {}) => ({ a: await authoredTicket(db, facts), b: await authoredTicket(db, facts) });
const _vote = async (id: number, viewer: Viewer) =>
  castVote(db, { ticket: await ticketRow(db, id), wanted: "vote", viewer, addressKey: "x", now: NOW });
const repliesOf = async (id: number) =>
  (await db.selectFrom("replies").select("id").where("ticket_id", "=", id).orderBy("id").execute()).map(
    (one) => one.id,
  );
const _listed = async () => (await listCounts(db)).reduce((sum, { count }) => sum + count, 0);

describe("what cannot be merged", () => {
  test("itself, what is not there, what was merged or removed, and a public one into a private one", async () => {
    const { a, b } = await two();
    const hidden = await authoredTicket(db, { visibility: "private" });
    expect(await merge(a.ticket.id, a.ticket.id)).toBe("itself");
    expect(await merge(a.ticket.id, 999_999)).toBe("unknown");
    expect(await merge(a.ticket.id, hidden.ticket.id)).toBe("visibility");
    await merge(a.ticket.id, b.ticket.id);
    expect(await merge(a.ticket.id, hidden.ticket.id)).toBe("itself");
    const { a: gone, b: there } = await two();
    await removeTicket(db, gone.ticket.id, { by: { agentId: agent.id }, now: at });
    expect(await merge(gone.ticket.id, there.ticket.id)).toBe("removed");
    expect(await merge(there.ticket.id, gone.ticket.id)).toBe("removed");
  });

  test("a private one with a public one: it is linked, its author takes part, and its text stays where it is", async () => {
    const secret = await authoredTicket(db, { visibility: "private", title: "My contract" });
    const { ticket: original } = await authoredTicket(db);
    const reply = await createReply(db, secret.ticket, { viewer: secret.viewer });
    expect(await merge(secret.ticket.id, original.id)).toBeUndefined();
    expect(await ticketRow(db, secret.ticket.id)).toMatchObject({
      merged_into_id: null,
      visibility: "private",
      waiting_since: null,
    });
    expect(await repliesOf(secret.ticket.id)).toEqual([reply]);
    expect((await findRights(db, secret.viewer, original)).isCoRequester).toBe(true);
    const told = JSON.stringify([await eventsOf(db, original.id), await ticketRow(db, original.id)]);
    expect(told).not.toContain("My contract");
    expect((await eventsOf(db, secret.ticket.id)).map(({ type }) => type)).toEqual(["duplicate_of"]);
  });

  test("one that is on review: its title would stand in the other's history", async () => {
    const { a, b } = await two();
    const held = await authoredTicket(db, { moderation: "held" });
    expect(await merge(held.ticket.id, a.ticket.id)).toBe("held");
    expect(await merge(b.ticket.id, held.ticket.id)).toBe("held");
  });

  test("private tickets of two people: neither may read the other's", async () => {
    const { a, b } = await two({ visibility: "private" });
    expect(await merge(a.ticket.id, b.ticket.id)).toBe("authors");
    const { ticket } = await authoredTicket(db, { viewer: a.viewer, visibility: "private" });
    expect(await merge(a.ticket.id, ticket.id)).toBeUndefined();
    expect(await findTicket(db, a.viewer, a.ticket.id, at)).toMatchObject({ movedTo: { id: ticket.id } });
  });
});

test("a merge is undone for 30 days and not after", async () => {
  const { a, b } = await two();
  await merge(a.ticket.id, b.ticket.id);
  expect(await unmerge(a.ticket.id, b.ticket.id, at + UNMERGE_WITHIN_MS + 1)).toBe(false);
  expect(await unmerge(b.ticket.id, a.ticket.id)).toBe(false);
  expect((await ticketRow(db, a.ticket.id)).merged_into_id).toBe(b.ticket.id);
  expect(await unmerge(a.ticket.id, b.ticket.id, at + UNMERGE_WITHIN_MS)).toBe(true);
});
