import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import type { Agent, Viewer } from "~/people/viewer.ts";
import { moderateTicket } from "~/tickets/change-visibility.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { createTicket } from "../support/factories.ts";

const DAY = 24 * 60 * 60 * 1000;

interface Makers {
  db: Db;
  author: Viewer;
  agent: Agent;
  title: string;
}

type Make = (makers: Makers) => Promise<TicketRow>;

const privately: Make = ({ db, author, title }) =>
  createTicket(db, { viewer: author, title, body: `${title}.`, visibility: "private" });
const held: Make = ({ db, author, title }) =>
  createTicket(db, { viewer: author, title, body: `${title}.`, moderation: "held" });
const openly: Make = ({ db, author, title }) => createTicket(db, { viewer: author, title, body: `${title}.` });

const spam =
  (make: Make): Make =>
  async (makers) =>
    moderateTicket(makers.db, (await make(makers)).id, "spam", { by: { agentId: makers.agent.id }, now: Date.now() });

const removed =
  (make: Make, who: "author" | "team", at = Date.now()): Make =>
  async (makers) => {
    const by = who === "team" ? { agentId: makers.agent.id } : { visitorId: makers.author.visitor?.id };
    return removeTicket(makers.db, (await make(makers)).id, { by, now: at });
  };

const merged =
  (make: Make): Make =>
  async (makers) => {
    const [duplicate, original] = [await make(makers), await make(makers)];
    await mergeTickets(makers.db, { from: duplicate.id, into: original.id, agentId: makers.agent.id, now: Date.now() });
    return duplicate;
  };

const heldInPublic: Make = async (makers) => {
  const { id } = await openly({ ...makers, title: "Another title" });
  return createTicket(makers.db, {
    viewer: makers.author,
    title: makers.title,
    moderation: "held",
    merged_into_id: id,
  });
};

/** States of which a stranger may learn nothing, not even that there is a ticket. */
export const neverPublic: { state: string; make: Make }[] = [
  { state: "private", make: privately },
  { state: "held", make: held },
  { state: "spam that was never visible", make: spam(held) },
  { state: "private spam", make: spam(privately) },
  { state: "private, removed by its author", make: removed(privately, "author") },
  { state: "private, removed by the team", make: removed(privately, "team") },
  { state: "held, removed by its author", make: removed(held, "author") },
  { state: "private, merged into a private one", make: merged(privately) },
  { state: "held, merged into a public one", make: heldInPublic },
  { state: "removed long ago, never public", make: removed(privately, "author", Date.now() - 31 * DAY) },
];

/** Strangers could read it once: that it was there is no secret. */
export const oncePublic: { state: string; make: Make }[] = [
  { state: "removed by its author", make: removed(openly, "author") },
  { state: "removed by the team", make: removed(openly, "team") },
  { state: "spam that was visible", make: spam(openly) },
  { state: "removed long ago", make: removed(openly, "author", Date.now() - 31 * DAY) },
];

export const makers = { privately, held, openly, removed, spam };
