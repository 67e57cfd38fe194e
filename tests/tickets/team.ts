import type { Db } from "#db/client.ts";
import { type Agent, stranger, type Viewer } from "~/people/viewer.ts";
import { type NewReply, replyToTicket } from "~/tickets/reply-to-ticket.server.ts";
import type { Rights } from "~/tickets/viewing.ts";
import { asAgent, createTicket, createVisitor } from "../support/factories.ts";

export const NOW = Date.UTC(2026, 10, 2, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const site = { origin: "http://forum.test", locale: "en" };

export const nobody: Rights = { isAuthor: false, isCoRequester: false, isAgent: false };
export const author: Rights = { ...nobody, isAuthor: true };
export const team: Rights = { ...nobody, isAgent: true };

/** A ticket of NOW with its author. */
export async function authoredTicket(db: Db, facts: Parameters<typeof createTicket>[1] = {}) {
  const viewer = await createVisitor(db);
  return { viewer, ticket: await createTicket(db, { viewer, now: NOW, ...facts }) };
}

export const ticketRow = (db: Db, id: number) =>
  db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

export const eventsOf = (db: Db, id: number) =>
  db.selectFrom("ticket_events").selectAll().where("ticket_id", "=", id).orderBy("id").execute();

let written = 0;

/** A reply as the room takes it; only what the test is about is passed. */
export async function write(db: Db, ticketId: number, facts: Partial<NewReply> = {}) {
  return replyToTicket(db, {
    ticket: await ticketRow(db, ticketId),
    viewer: stranger,
    rights: nobody,
    kind: "answer",
    body: `Words ${++written}`,
    name: null,
    isUnsolved: false,
    isOfficial: false,
    addressPrefix: "10.0.0",
    now: NOW + HOUR,
    site,
    ...facts,
  });
}

export const asTeam = (agent: Agent): Partial<NewReply> => ({ viewer: asAgent(agent), rights: team });
export const asAuthor = (viewer: Viewer): Partial<NewReply> => ({ viewer, rights: author, kind: "comment" });
