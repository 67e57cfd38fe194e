import { expect, test } from "vitest";
import { stranger } from "~/people/viewer.ts";
import { findTicketByToken, openSecretLink, replaceSecretLink, secretLinkToken } from "~/tickets/secret-link.server.ts";
import { findRights } from "~/tickets/visibility.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { author, authoredTicket, NOW, nobody, ticketRow } from "./team.ts";

const db = await openTestDatabase();
const SECRET = "a secret that only tests know, 32 long";

const rightsOf = async (visitorId: number, id: number) =>
  findRights(db, { visitor: { id: visitorId, name: null }, agent: null }, await ticketRow(db, id));

test("a link can be shown again, is of 256 bits, and differs by ticket, generation and secret", async () => {
  const [{ ticket }, { ticket: other }] = [await authoredTicket(db), await authoredTicket(db)];
  const token = secretLinkToken(ticket, SECRET);
  expect(token).toBe(secretLinkToken(await ticketRow(db, ticket.id), SECRET));
  expect(token).toMatch(new RegExp(`^${ticket.id}-[\\w-]{43}$`));
  const others = [secretLinkToken(other, SECRET), secretLinkToken({ ...ticket, link_generation: 2 }, SECRET)];
  for (const one of [...others, secretLinkToken(ticket, "x".repeat(32))])
    expect(one.slice(-43)).not.toBe(token.slice(-43));
  expect(await findTicketByToken(db, token, SECRET)).toMatchObject({ id: ticket.id });
});

test("a new link leaves no right of the old one in the database, but for who asked and who wrote", async () => {
  const { ticket, viewer } = await authoredTicket(db);
  const [asking, other] = [
    await openSecretLink(db, ticket, stranger, NOW),
    await openSecretLink(db, ticket, stranger, NOW),
  ];
  await replaceSecretLink(db, ticket.id, asking.visitorId, NOW);
  const rows = await db.selectFrom("ticket_authors").selectAll().where("ticket_id", "=", ticket.id).execute();
  expect(rows.map((row) => [row.visitor_id, row.link_generation])).toEqual([
    [viewer.visitor.id, null],
    [asking.visitorId, 2],
  ]);
  expect(await rightsOf(asking.visitorId, ticket.id)).toEqual(author);
  expect(await rightsOf(other.visitorId, ticket.id)).toEqual(nobody);
});

test("whoever opens the old link in the moment in which it is replaced gets no rights", async () => {
  const { ticket, viewer } = await authoredTicket(db);
  await replaceSecretLink(db, ticket.id, viewer.visitor.id, NOW);
  const late = await openSecretLink(db, ticket, stranger, NOW);
  expect(await rightsOf(late.visitorId, ticket.id)).toEqual(nobody);
});

test("who wrote it keeps the right that no link gave them, also after opening it", async () => {
  const { ticket, viewer } = await authoredTicket(db);
  await openSecretLink(db, ticket, viewer, NOW);
  const other = await openSecretLink(db, ticket, stranger, NOW);
  await replaceSecretLink(db, ticket.id, other.visitorId, NOW);
  expect(await rightsOf(viewer.visitor.id, ticket.id)).toEqual(author);
});
