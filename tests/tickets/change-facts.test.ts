import { describe, expect, test } from "vitest";
import { changeFacts, needsNoAnswer } from "~/tickets/change-facts.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { type Kind, kinds, phaseOf, statusAfterKindChange, statusesOf } from "~/tickets/ticket.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent } from "../support/factories.ts";
import { authoredTicket, eventsOf, HOUR, MINUTE, NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const by = { agentId: agent.id, now: NOW + HOUR };

describe("another kind", () => {
  test.each<[Kind, string, Kind, string]>([
    ["question", "new", "problem", "new"],
    ["question", "in_progress", "problem", "in_progress"],
    ["question", "needs_info", "problem", "needs_info"],
    ["question", "answered", "problem", "fixed"],
    ["question", "declined", "idea", "declined"],
    ["problem", "confirmed", "idea", "under_review"],
    ["problem", "needs_info", "idea", "new"],
    ["idea", "planned", "problem", "new"],
    ["idea", "started", "question", "in_progress"],
    ["problem", "fixed", "thanks", "received"],
    ["problem", "new", "thanks", "received"],
    ["thanks", "received", "question", "new"],
    ["thanks", "received", "problem", "new"],
  ])("turns a %s that is %s, as a %s, into %s", async (kind, status, to, becomes) => {
    const { ticket } = await authoredTicket(db, { kind });
    await changeStatus(db, ticket.id, { status, reason: "So it is", by: { agentId: agent.id }, now: NOW + MINUTE });
    const changed = await changeFacts(db, ticket.id, { kind: to }, by);
    expect(changed).toMatchObject({ kind: to, status: becomes, phase: phaseOf(to, becomes) });
    expect(await ticketRow(db, ticket.id)).toEqual(changed);
  });

  test("always has a status of its own", () => {
    for (const kind of kinds) {
      for (const status of statusesOf(kind)) {
        for (const to of kinds) {
          const phase = phaseOf(kind, status) ?? "new";
          expect(statusesOf(to)).toContain(statusAfterKindChange(status, phase, to));
        }
      }
    }
  });

  test("thanks wait for nobody; a question that came as thanks waits since it was written", async () => {
    const { ticket } = await authoredTicket(db);
    expect((await changeFacts(db, ticket.id, { kind: "thanks" }, by)).waiting_since).toBeNull();
    expect((await changeFacts(db, ticket.id, { kind: "question" }, by)).waiting_since).toBe(NOW);
  });
});

test("each fact that changes is a line for the team; what stays is none", async () => {
  const { ticket } = await authoredTicket(db, { title: "Київ" });
  const facts = { assigneeId: agent.id, categoryId: null, kind: "question" as const, language: "ru" };
  const changed = await changeFacts(db, ticket.id, facts, by);
  expect(changed).toMatchObject({ assignee_id: agent.id, language: "ru" });
  expect((await eventsOf(db, ticket.id)).map(({ type, public: isPublic }) => [type, isPublic])).toEqual([
    ["assigned", 0],
    ["language", 0],
  ]);
});

test("who is assigned is no news for those who index the ticket", async () => {
  const { ticket } = await authoredTicket(db);
  await changeFacts(db, ticket.id, { assigneeId: agent.id }, by);
  expect((await ticketRow(db, ticket.id)).public_changed_at).toBe(NOW);
});

test("no answer needed is said once", async () => {
  const { ticket } = await authoredTicket(db);
  await needsNoAnswer(db, ticket.id, by);
  await needsNoAnswer(db, ticket.id, by);
  expect((await ticketRow(db, ticket.id)).waiting_since).toBeNull();
  expect((await eventsOf(db, ticket.id)).map(({ type }) => type)).toEqual(["no_answer_needed"]);
});
