import { describe, expect, test } from "vitest";
import { editReply, editTicket } from "~/tickets/edit-text.server.ts";
import { findReply } from "~/tickets/find-reply.server.ts";
import { listRevisions } from "~/tickets/list-revisions.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply } from "../support/factories.ts";
import { authoredTicket, eventsOf, MINUTE, NOW, site, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const edit = { by: { agentId: agent.id }, voice: "visitor" as const, site };

describe("editing a ticket", () => {
  test.each([
    { minutes: 15, isMarked: false },
    { minutes: 15.001, isMarked: true },
  ])(
    "after $minutes minutes is marked as edited: $isMarked; what it was before is kept either way",
    async ({ minutes, isMarked }) => {
      const { ticket, viewer } = await authoredTicket(db, { title: "Old title", body: "Old words" });
      const now = NOW + minutes * MINUTE;
      const by = { visitorId: viewer.visitor.id };
      const changed = await editTicket(db, ticket.id, { ...edit, by, title: "New title", body: "New **words**", now });
      expect(changed).toMatchObject({
        title: "New title",
        slug: "new-title",
        excerpt: "New words",
        public_changed_at: now,
      });
      expect(changed.html).toContain("<strong>words</strong>");
      expect(changed.edited_at).toBe(isMarked ? now : null);
      expect(await listRevisions(db, ticket.id)).toMatchObject([
        { title: "Old title", body: "Old words", replyId: null },
      ]);
      expect(await eventsOf(db, ticket.id)).toMatchObject([{ type: "edited", public: 0, visitor_id: by.visitorId }]);
    },
  );

  test("with the same words changes nothing", async () => {
    const { ticket } = await authoredTicket(db, { body: "Words" });
    await editTicket(db, ticket.id, { ...edit, title: ticket.title, body: "Words", now: NOW + MINUTE });
    expect(await ticketRow(db, ticket.id)).toEqual(ticket);
    expect(await listRevisions(db, ticket.id)).toEqual([]);
  });

  test("keeps the language that was told or corrected before", async () => {
    const { ticket } = await authoredTicket(db, { title: "Не приходить лист", language: "uk" });
    const changed = await editTicket(db, ticket.id, { ...edit, title: "Hello", body: "", now: NOW });
    expect(changed.language).toBe("uk");
  });
});

describe("editing a reply", () => {
  test("keeps what it was, and lists show the new words", async () => {
    const { ticket } = await authoredTicket(db);
    const number = await createReply(db, ticket, { viewer: asAgent(agent), body: "Old words", now: NOW });
    const reply = await findReply(db, ticket.id, number);
    if (!reply) throw new Error("no reply");
    await editReply(db, reply, { ...edit, voice: "team", body: "New words", now: NOW + 20 * MINUTE });
    expect(await findReply(db, ticket.id, number)).toMatchObject({
      excerpt: "New words",
      edited_at: NOW + 20 * MINUTE,
    });
    expect((await ticketRow(db, ticket.id)).answer_excerpt).toBe("New words");
    expect(await listRevisions(db, ticket.id)).toMatchObject([{ replyId: number, body: "Old words" }]);
  });

  test("that is a note is nothing that strangers see change", async () => {
    const { ticket } = await authoredTicket(db);
    const number = await createReply(db, ticket, { viewer: asAgent(agent), kind: "note", body: "Old", now: NOW });
    const reply = await findReply(db, ticket.id, number);
    if (!reply) throw new Error("no reply");
    await editReply(db, reply, { ...edit, voice: "team", body: "New", now: NOW + MINUTE });
    expect(await ticketRow(db, ticket.id)).toMatchObject({ public_changed_at: NOW, answer_excerpt: null });
  });
});
