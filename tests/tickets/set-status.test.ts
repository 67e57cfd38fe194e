import { describe, expect, test } from "vitest";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { type Kind, kinds, needsReason, phaseOf, statusesOf } from "~/tickets/ticket.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent } from "../support/factories.ts";
import { authoredTicket, eventsOf, MINUTE, NOW, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const by = { agentId: agent.id };
const now = NOW + MINUTE;

const all = kinds.flatMap((kind) => statusesOf(kind).map((status) => ({ kind, status, phase: phaseOf(kind, status) })));

describe.each(all)("a $kind set to $status", ({ kind, status, phase }) => {
  test(`is in the phase ${phase}, and waits for the team as that phase says`, async () => {
    const { ticket } = await authoredTicket(db, { kind });
    const changed = await changeStatus(db, ticket.id, { status, reason: "So it is", by, now });
    const endsWaiting = phase === "waiting" || phase === "done" || phase === "closed";
    expect(changed).toMatchObject({ status, phase, status_reason: "So it is", status_changed_at: now });
    expect(changed.waiting_since).toBe(endsWaiting || kind === "thanks" ? null : NOW);
    expect(await ticketRow(db, ticket.id)).toEqual(changed);
    const [event] = await eventsOf(db, ticket.id);
    expect(event).toMatchObject({ type: "status", public: 1, reason: "So it is", agent_id: agent.id, created_at: now });
    expect(JSON.parse(event?.details ?? "")).toEqual({ from: ticket.status, to: status });
  });

  test("needs a reason only where it is closed without a solution", async () => {
    const { ticket } = await authoredTicket(db, { kind });
    const change = changeStatus(db, ticket.id, { status, by, now });
    if (phase && needsReason(phase)) await expect(change).rejects.toThrow("needs a reason");
    else await expect(change).resolves.toMatchObject({ status });
    expect(phase === "closed").toBe(phase !== undefined && needsReason(phase));
  });
});

test.each<[Kind, string]>([
  ["question", "fixed"],
  ["thanks", "new"],
  ["idea", "toString"],
  ["problem", ""],
])("a %s has no status “%s”", async (kind, status) => {
  const { ticket } = await authoredTicket(db, { kind });
  await expect(changeStatus(db, ticket.id, { status, reason: "x", by, now })).rejects.toThrow("has no status");
  expect(await ticketRow(db, ticket.id)).toEqual(ticket);
});

test("the same status again is nothing, with another reason it is a line", async () => {
  const { ticket } = await authoredTicket(db);
  const set = (reason?: string) => changeStatus(db, ticket.id, { status: "declined", reason, by, now });
  await set("Out of scope");
  await set("Out of scope");
  await set();
  expect(await eventsOf(db, ticket.id)).toHaveLength(1);
  await set("We changed our mind about why");
  expect(await eventsOf(db, ticket.id)).toHaveLength(2);
});

test("a new status leaves the reason of the one before behind", async () => {
  const { ticket } = await authoredTicket(db);
  await changeStatus(db, ticket.id, { status: "declined", reason: "Out of scope", by, now });
  expect(await changeStatus(db, ticket.id, { status: "in_progress", by, now })).toMatchObject({ status_reason: null });
});
