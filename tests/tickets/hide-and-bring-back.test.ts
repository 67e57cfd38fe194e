import { describe, expect, test } from "vitest";
import { moderateTicket, setVisibility } from "~/tickets/change-visibility.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { removeTicket, restoreTicket, setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply } from "../support/factories.ts";
import { authoredTicket, eventsOf, HOUR, NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const by = { agentId: agent.id };
const now = NOW + HOUR;
const counted = async () => (await listCounts(db)).reduce((sum, { count }) => sum + count, 0);

describe.each([
  {
    what: "removed and restored",
    hide: (id: number) => removeTicket(db, id, { by, now, reason: "Twice" }),
    show: (id: number) => restoreTicket(db, id, { by, now }),
  },
  {
    what: "marked as spam and as fine",
    hide: (id: number) => moderateTicket(db, id, "spam", { by, now }),
    show: (id: number) => moderateTicket(db, id, "fine", { by, now }),
  },
  {
    what: "made private and public",
    hide: (id: number) => setVisibility(db, id, "private", { by, now }),
    show: (id: number) => setVisibility(db, id, "public", { by, now }),
  },
])("a ticket that is $what", ({ hide, show }) => {
  test("leaves the counts and comes back to them, and waits since when it waited", async () => {
    const { ticket } = await authoredTicket(db);
    const before = await counted();
    await hide(ticket.id);
    await hide(ticket.id);
    expect(await counted()).toBe(before - 1);
    expect((await ticketRow(db, ticket.id)).public_changed_at).toBe(now);
    await show(ticket.id);
    await show(ticket.id);
    expect(await counted()).toBe(before);
    const { id, version, public_changed_at, ...rest } = ticket;
    expect(await ticketRow(db, ticket.id)).toMatchObject({ ...rest, published_at: NOW });
  });
});

test.each([
  { who: { agentId: agent.id }, as: "by_team" },
  { who: { visitorId: 1 }, as: "by_author" },
])("a removal says whose it was: $as; its reason is the team's", async ({ who, as }) => {
  const { ticket } = await authoredTicket(db);
  const visitorId = ticket.requester_id;
  const change = { by: "visitorId" in who ? { visitorId } : who, now, reason: "Twice" };
  expect(await removeTicket(db, ticket.id, change)).toMatchObject({ removed_as: as, removed_at: now });
  expect(await eventsOf(db, ticket.id)).toMatchObject([{ type: "removed", public: 0, reason: "Twice" }]);
});

test("what was held is public since it was found fine", async () => {
  const { ticket } = await authoredTicket(db, { moderation: "held" });
  expect(ticket.published_at).toBeNull();
  const fine = await moderateTicket(db, ticket.id, "fine", { by, now });
  expect(fine).toMatchObject({ moderation: "published", published_at: now });
});

test("spam that is fine after all, but was private, stays private", async () => {
  const { ticket } = await authoredTicket(db, { visibility: "private" });
  await moderateTicket(db, ticket.id, "spam", { by, now });
  expect(await moderateTicket(db, ticket.id, "fine", { by, now })).toMatchObject({
    visibility: "private",
    published_at: null,
  });
});

test("a removed reply takes its marks, its count and its words in lists with it", async () => {
  const { ticket } = await authoredTicket(db);
  const reply = await createReply(db, ticket, { viewer: asAgent(agent), body: "The answer", isOfficial: true });
  const set = (isRemoved: boolean) => setReplyRemoved(db, { ticketId: ticket.id, replyId: reply, isRemoved, by, now });
  expect(await set(true)).toBe(true);
  expect(await set(true)).toBe(false);
  expect(await ticketRow(db, ticket.id)).toMatchObject({
    reply_count: 0,
    answer_excerpt: null,
    official_reply_id: null,
  });
  expect(await set(false)).toBe(true);
  expect(await ticketRow(db, ticket.id)).toMatchObject({
    reply_count: 1,
    answer_excerpt: "The answer",
    official_reply_id: null,
  });
});
