import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { findReply } from "~/tickets/find-reply.server.ts";
import { renderAgain } from "~/tickets/render-again.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply } from "../support/factories.ts";
import { authoredTicket, MINUTE, NOW, site, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const unrendered = { html: "<p>**words**</p>", excerpt: "**words**" };
const again = { now: NOW + MINUTE, site };

test("a ticket that was stored as it was typed is rendered", async () => {
  const { ticket } = await authoredTicket(db, { body: "**words**", ...unrendered });
  expect(await renderAgain(db, { ticketId: ticket.id }, again)).toBe(true);
  const after = await ticketRow(db, ticket.id);
  expect(after.html).toContain("<strong>words</strong>");
  expect(after).toMatchObject({ excerpt: "words", public_changed_at: NOW + MINUTE });
});

test("a reply that was stored as it was typed is rendered, and lists show its words", async () => {
  const { ticket } = await authoredTicket(db);
  const replyId = await createReply(db, ticket, { viewer: asAgent(agent), body: "**words**" });
  await inTransaction(db, async (trx) => {
    await trx.updateTable("replies").set(unrendered).where("id", "=", replyId).execute();
    await trx.updateTable("tickets").set({ answer_excerpt: "**words**" }).where("id", "=", ticket.id).execute();
  });
  expect(await renderAgain(db, { ticketId: ticket.id, replyId }, again)).toBe(true);
  expect((await findReply(db, ticket.id, replyId))?.html).toContain("<strong>words</strong>");
  expect((await ticketRow(db, ticket.id)).answer_excerpt).toBe("words");
});

test("what was edited or is gone meanwhile is left alone", async () => {
  expect(await renderAgain(db, { ticketId: 999_999 }, again)).toBe(true);
  expect(await renderAgain(db, { ticketId: 1, replyId: 999_999 }, again)).toBe(true);
});
