import { describe, expect, test } from "vitest";
import { stranger, type Viewer } from "~/people/viewer.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { mergeTickets, unmergeTicket } from "~/tickets/merge-tickets.server.ts";
import { openSecretLink } from "~/tickets/secret-link.server.ts";
import { findRights } from "~/tickets/visibility.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent, createReply, createVisitor } from "../support/factories.ts";
import { author, authoredTicket, eventsOf, HOUR, MINUTE, NOW, nobody, ticketRow, write } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const at = NOW + HOUR;
const merge = (from: number, into: number, now = at) => mergeTickets(db, { from, into, agentId: agent.id, now });
const unmerge = (from: number, into: number, now = at) => unmergeTicket(db, { from, into, agentId: agent.id, now });

const two = async (facts = {}) => ({ a: await authoredTicket(db, facts), b: await authoredTicket(db, facts) });
const vote = async (id: number, viewer: Viewer) =>
  castVote(db, { ticket: await ticketRow(db, id), wanted: "vote", viewer, addressKey: "x", now: NOW });
const repliesOf = async (id: number) =>
  (await db.selectFrom("replies").select("id").where("ticket_id", "=", id).orderBy("id").execute()).map(
    (one) => one.id,
  );
const listed = async () => (await listCounts(db)).reduce((sum, { count }) => sum + count, 0);

describe("a duplicate merged into its original", () => {
  test("takes its replies there, which remember where they came from; undone, they go back", async () => {
    const { a, b } = await two();
    const [own, theirs] = [await createReply(db, a.ticket), await createReply(db, b.ticket)];
    const before = await listed();
    expect(await merge(a.ticket.id, b.ticket.id)).toBeUndefined();
    expect(await repliesOf(b.ticket.id)).toEqual([own, theirs]);
    expect((await ticketRow(db, b.ticket.id)).reply_count).toBe(2);
    expect(await listed()).toBe(before - 1);
    const moved = await db.selectFrom("replies").select("origin_ticket_id").where("id", "=", own).executeTakeFirst();
    expect(moved?.origin_ticket_id).toBe(a.ticket.id);

    const later = await createReply(db, await ticketRow(db, b.ticket.id));
    expect(await unmerge(a.ticket.id, b.ticket.id)).toBe(true);
    expect([await repliesOf(a.ticket.id), await repliesOf(b.ticket.id)]).toEqual([[own], [theirs, later]]);
    expect((await ticketRow(db, a.ticket.id)).reply_count).toBe(1);
    expect((await ticketRow(db, b.ticket.id)).reply_count).toBe(2);
    expect(await listed()).toBe(before);
    expect((await eventsOf(db, b.ticket.id)).map(({ type }) => type)).toEqual(["merged", "unmerged"]);
  });

  test("unites the voters; whoever voted for both counts once, also after it was undone", async () => {
    const { a, b } = await two({ kind: "idea" });
    const [onlyA, onlyB, both] = [await createVisitor(db), await createVisitor(db), await createVisitor(db)];
    for (const viewer of [onlyA, both]) await vote(a.ticket.id, viewer);
    for (const viewer of [onlyB, both]) await vote(b.ticket.id, viewer);
    await merge(a.ticket.id, b.ticket.id);
    expect((await ticketRow(db, b.ticket.id)).vote_count).toBe(3);
    await unmerge(a.ticket.id, b.ticket.id);
    expect((await ticketRow(db, a.ticket.id)).vote_count).toBe(2);
    expect((await ticketRow(db, b.ticket.id)).vote_count).toBe(2);
  });

  test("brings its author along, to take part but not to rule; undone, they are a stranger there again", async () => {
    const { a, b } = await two();
    await merge(a.ticket.id, b.ticket.id);
    expect(await findRights(db, a.viewer, b.ticket)).toEqual({ ...nobody, isCoRequester: true });
    expect(await findRights(db, b.viewer, b.ticket)).toEqual(author);
    await unmerge(a.ticket.id, b.ticket.id);
    expect(await findRights(db, a.viewer, b.ticket)).toEqual(nobody);
    expect(await findRights(db, a.viewer, a.ticket)).toEqual(author);
  });

  test("leaves its author the author where they wrote both", async () => {
    const { a } = await two();
    const { ticket } = await authoredTicket(db, { viewer: a.viewer });
    await merge(ticket.id, a.ticket.id);
    expect(await findRights(db, a.viewer, a.ticket)).toEqual(author);
    await unmerge(ticket.id, a.ticket.id);
    expect(await findRights(db, a.viewer, a.ticket)).toEqual(author);
  });

  test("waits with it, for as long as the one that waits longer; undone, each waits for itself", async () => {
    const { a, b } = await two();
    await write(db, b.ticket.id, {
      now: NOW + MINUTE,
      viewer: { visitor: null, agent },
      rights: { ...nobody, isAgent: true },
    });
    await merge(a.ticket.id, b.ticket.id);
    expect((await ticketRow(db, b.ticket.id)).waiting_since).toBe(NOW);
    await unmerge(a.ticket.id, b.ticket.id);
    expect((await ticketRow(db, a.ticket.id)).waiting_since).toBe(NOW);
  });
});

test("a vote that was taken back after the merge does not come back with another merge", async () => {
  const { a, b } = await two({ kind: "idea" });
  const { ticket: third } = await authoredTicket(db, { kind: "idea" });
  const viewer = await createVisitor(db);
  await vote(a.ticket.id, viewer);
  await merge(a.ticket.id, b.ticket.id);
  const ticket = await ticketRow(db, b.ticket.id);
  await castVote(db, { ticket, wanted: "unvote", viewer, addressKey: "x", now: NOW });
  await merge(third.id, b.ticket.id);
  expect((await ticketRow(db, b.ticket.id)).vote_count).toBe(0);
});

test("the secret link of a merged duplicate lets take part in the original, and ends with the merge", async () => {
  const { a, b } = await two();
  await merge(a.ticket.id, b.ticket.id);
  const { visitorId } = await openSecretLink(db, await ticketRow(db, a.ticket.id), stranger, at);
  const viewer = { visitor: { id: visitorId, name: null }, agent: null };
  expect(await findRights(db, viewer, b.ticket)).toEqual({ ...nobody, isCoRequester: true });
  await unmerge(a.ticket.id, b.ticket.id);
  expect(await findRights(db, viewer, b.ticket)).toEqual(nobody);
  expect(await findRights(db, viewer, a.ticket)).toEqual(author);
});

describe("a chain", () => {
  test("leads to its end at once, and each link can be undone for itself", async () => {
    const [a, b, c] = [await authoredTicket(db), await authoredTicket(db), await authoredTicket(db)];
    const ids = [a, b, c].map(({ ticket }) => ticket.id) as [number, number, number];
    const replies = [];
    for (const { ticket } of [a, b, c]) replies.push(await createReply(db, ticket));
    const voters = [await createVisitor(db), await createVisitor(db), await createVisitor(db)];
    for (const [n, voter] of voters.entries()) await vote(ids[n] ?? 0, voter);
    await merge(ids[0], ids[1]);
    await merge(ids[1], ids[2]);
    expect((await ticketRow(db, ids[0])).merged_into_id).toBe(ids[2]);
    expect(await repliesOf(ids[2])).toEqual(replies);
    expect((await ticketRow(db, ids[2])).vote_count).toBe(3);
    expect((await findRights(db, a.viewer, c.ticket)).isCoRequester).toBe(true);
    expect((await findRights(db, a.viewer, b.ticket)).isCoRequester).toBe(false);

    expect(await unmerge(ids[0], ids[2])).toBe(true);
    expect(await repliesOf(ids[0])).toEqual([replies[0]]);
    expect((await ticketRow(db, ids[2])).vote_count).toBe(2);
    expect((await findRights(db, a.viewer, c.ticket)).isCoRequester).toBe(false);
    expect((await findRights(db, b.viewer, c.ticket)).isCoRequester).toBe(true);

    expect(await unmerge(ids[1], ids[2])).toBe(true);
    expect(
      (await Promise.all(ids.map((id) => ticketRow(db, id)))).map((row) => [row.vote_count, row.reply_count]),
    ).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test("is joined at its end when the original was merged itself", async () => {
    const [a, b, c] = [await authoredTicket(db), await authoredTicket(db), await authoredTicket(db)];
    await merge(b.ticket.id, c.ticket.id);
    await merge(a.ticket.id, b.ticket.id);
    expect((await ticketRow(db, a.ticket.id)).merged_into_id).toBe(c.ticket.id);
    expect(await merge(c.ticket.id, a.ticket.id)).toBe("itself");
  });
});
