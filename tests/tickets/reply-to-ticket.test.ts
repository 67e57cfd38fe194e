import { describe, expect, test } from "vitest";
import { changeStatus } from "~/tickets/set-status.server.ts";
import type { Kind } from "~/tickets/ticket.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent } from "../support/factories.ts";
import { asAuthor, asTeam, authoredTicket, DAY, eventsOf, HOUR, MINUTE, NOW, ticketRow, write } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const AT = NOW + HOUR;

/** A ticket that the team has answered, so nobody waits, in a status. */
async function ticketIn(kind: Kind, status: string) {
  const made = await authoredTicket(db, { kind });
  const by = { agentId: agent.id };
  await write(db, made.ticket.id, { ...asTeam(agent), now: NOW + MINUTE });
  if (status !== made.ticket.status) {
    await changeStatus(db, made.ticket.id, { status, reason: "So it is", by, now: NOW + 2 * MINUTE });
  }
  expect((await ticketRow(db, made.ticket.id)).waiting_since).toBeNull();
  return made;
}

describe("who waits for whom after a visitor's reply", () => {
  test.each<{ kind: Kind; status: string; who: string; unsolved?: true; waits: boolean; becomes?: string }>([
    { kind: "question", status: "new", who: "stranger", waits: true },
    { kind: "question", status: "new", who: "author", waits: true },
    { kind: "question", status: "in_progress", who: "stranger", waits: true },
    { kind: "question", status: "needs_info", who: "stranger", waits: true },
    { kind: "question", status: "needs_info", who: "author", waits: true, becomes: "new" },
    { kind: "question", status: "answered", who: "stranger", waits: false },
    { kind: "question", status: "answered", who: "author", waits: false },
    { kind: "question", status: "answered", who: "author", unsolved: true, waits: true, becomes: "in_progress" },
    { kind: "question", status: "answered", who: "stranger", unsolved: true, waits: false },
    { kind: "problem", status: "fixed", who: "author", unsolved: true, waits: true, becomes: "in_progress" },
    { kind: "problem", status: "not_a_bug", who: "author", waits: true },
    { kind: "problem", status: "will_not_fix", who: "author", unsolved: true, waits: true },
    { kind: "problem", status: "not_a_bug", who: "stranger", waits: false },
    { kind: "idea", status: "planned", who: "stranger", waits: true },
    { kind: "idea", status: "completed", who: "author", unsolved: true, waits: true, becomes: "under_review" },
    { kind: "idea", status: "declined", who: "author", waits: true },
    { kind: "thanks", status: "received", who: "author", unsolved: true, waits: false },
    { kind: "thanks", status: "received", who: "stranger", waits: false },
  ])("$kind, $status, by the $who (unsolved: $unsolved): waits $waits, becomes $becomes", async (row) => {
    const { kind, status, who, unsolved: isUnsolved = false, waits, becomes = status } = row;
    const { ticket, viewer } = await ticketIn(kind, status);
    await write(db, ticket.id, { ...(who === "author" && asAuthor(viewer)), isUnsolved, now: AT });
    const after = await ticketRow(db, ticket.id);
    expect(after.status).toBe(becomes);
    expect(after.waiting_since).toBe(waits ? AT : null);
    expect(after.last_activity_at).toBe(AT);
  });

  test("whoever waits already waits since then", async () => {
    const { ticket, viewer } = await authoredTicket(db);
    await write(db, ticket.id, { ...asAuthor(viewer), now: AT });
    expect((await ticketRow(db, ticket.id)).waiting_since).toBe(NOW);
  });

  test.each([
    { before: "confirmed", becomes: "confirmed" },
    { before: "in_progress", becomes: "in_progress" },
    { before: "fixed", becomes: "fixed" },
    { before: "not_a_bug", becomes: "in_progress" },
  ])(
    "who was asked for more when it was $before brings it back to $becomes, and it waits",
    async ({ before, becomes }) => {
      const { ticket, viewer } = await ticketIn("problem", before);
      const ask = { status: "needs_info", by: { agentId: agent.id }, now: NOW + 3 * MINUTE };
      await changeStatus(db, ticket.id, { ...ask, reason: "Which version?" });
      await changeStatus(db, ticket.id, { ...ask, reason: "And which system?" });
      await write(db, ticket.id, { ...asAuthor(viewer), now: AT });
      expect(await ticketRow(db, ticket.id)).toMatchObject({ status: becomes, waiting_since: AT });
    },
  );
});

describe("a reply of the team", () => {
  test.each([
    { kind: "answer", waits: false },
    { kind: "comment", waits: false },
    { kind: "note", waits: true },
  ] as const)("of kind $kind leaves somebody waiting: $waits", async ({ kind, waits }) => {
    const { ticket } = await authoredTicket(db);
    await write(db, ticket.id, { ...asTeam(agent), kind });
    const after = await ticketRow(db, ticket.id);
    expect(after.waiting_since).toBe(waits ? NOW : null);
    expect(after.reply_count).toBe(waits ? 0 : 1);
    expect(after.answer_excerpt === null).toBe(waits);
    expect(after.public_changed_at === NOW).toBe(waits);
  });

  test("says how long it took; the first one is kept at the ticket", async () => {
    const { ticket, viewer } = await authoredTicket(db);
    await write(db, ticket.id, { ...asTeam(agent), kind: "note", now: NOW + MINUTE });
    const took = async (now: number) => {
      const sent = await write(db, ticket.id, { ...asTeam(agent), now });
      return "reply" in sent && sent.reply.answer_ms;
    };
    expect(await took(NOW + 39 * MINUTE)).toBe(39 * MINUTE);
    expect(await took(NOW + 50 * MINUTE)).toBeNull();
    await write(db, ticket.id, { ...asAuthor(viewer), now: NOW + HOUR });
    expect(await took(NOW + 2 * HOUR)).toBe(HOUR);
    expect(await ticketRow(db, ticket.id)).toMatchObject({
      first_answer_at: NOW + 39 * MINUTE,
      first_answer_ms: 39 * MINUTE,
    });
    const jobs = await db.selectFrom("jobs").select("name").execute();
    expect(jobs.filter(({ name }) => name === "tell how fast the team answers").length).toBeGreaterThan(0);
  });

  test("to a thank-you measures nothing", async () => {
    const { ticket } = await authoredTicket(db, { kind: "thanks" });
    await write(db, ticket.id, asTeam(agent));
    expect(await ticketRow(db, ticket.id)).toMatchObject({ first_answer_ms: null, waiting_since: null });
  });

  test("with a status sets it in the same write, and asks to wait for the author", async () => {
    const { ticket } = await authoredTicket(db);
    await write(db, ticket.id, {
      ...asTeam(agent),
      status: { key: "needs_info", reason: "Which plan?" },
      isOfficial: true,
    });
    expect(await ticketRow(db, ticket.id)).toMatchObject({
      status: "needs_info",
      phase: "waiting",
      status_reason: "Which plan?",
      status_before_waiting: "new",
      waiting_since: null,
    });
    expect((await eventsOf(db, ticket.id)).map(({ type, public: isPublic }) => [type, isPublic])).toEqual([
      ["official", 1],
      ["status", 1],
    ]);
  });

  test("with a status that cannot be writes nothing at all", async () => {
    const { ticket } = await authoredTicket(db);
    const wrong = { ...asTeam(agent), status: { key: "declined", reason: null } };
    await expect(write(db, ticket.id, wrong)).rejects.toThrow("needs a reason");
    expect(await ticketRow(db, ticket.id)).toEqual(ticket);
  });

  test("is stopped once where something new came in since", async () => {
    const { ticket } = await authoredTicket(db);
    await write(db, ticket.id);
    expect(await write(db, ticket.id, { ...asTeam(agent), seenVersion: ticket.version })).toEqual({ stale: true });
    const { version } = await ticketRow(db, ticket.id);
    expect(await write(db, ticket.id, { ...asTeam(agent), seenVersion: version })).toHaveProperty("reply");
  });

  test("a note is nobody's but the team's", async () => {
    const { ticket } = await authoredTicket(db);
    await expect(write(db, ticket.id, { kind: "note" })).rejects.toThrow("only the team");
  });
});

test("imported and old tickets aside, a clock that went back measures no negative time", async () => {
  const { ticket } = await authoredTicket(db);
  const sent = await write(db, ticket.id, { ...asTeam(agent), now: NOW - DAY });
  expect("reply" in sent && sent.reply.answer_ms).toBe(0);
});
