import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { draftFromTicket, hasAnswer } from "~/articles/article-from-ticket.server.ts";
import { addNamedCategory } from "~/articles/change-categories.server.ts";
import { markOfficial } from "~/tickets/accept-reply.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply, createTicket } from "../support/factories.ts";
import { ORIGIN } from "../support/site.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const team = { viewer: asAgent(agent) };
const site = { origin: ORIGIN, locale: "en" as const, categories: [{ id: 4, slug: "bills", name: "Bills" }] };
const draft = (ticketId: number) =>
  draftFromTicket(db, { ticketId, agentId: agent.id, site, firstCategory: { en: "General" }, now: 7_000 });
const row = (id = 0) => db.selectFrom("articles").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

test("title, question and answer are proposed, in a category that is made where there is none", async () => {
  const ticket = await createTicket(db, { title: "Где скачать акт?", body: "Нужен акт\nза октябрь.\n\nСпасибо." });
  await createReply(db, ticket, { ...team, body: "В кабинете, **Документы**. Там же счета." });
  expect(await row(await draft(ticket.id))).toMatchObject({
    title: "Где скачать акт?",
    slug: "gde-skachat-akt",
    language: "ru",
    summary: "В кабинете, Документы.",
    body: "> Нужен акт\n> за октябрь.\n\nВ кабинете, **Документы**. Там же счета.",
    published_at: null,
  });
  const [category] = await db.selectFrom("article_categories").selectAll().execute();
  expect(category).toMatchObject({ slug: "general", names: '{"en":"General"}' });
});

test("the official answer comes first, then the team's last; a note or a stranger's words never", async () => {
  const ticket = await createTicket(db);
  expect(await hasAnswer(db, ticket.id)).toBe(false);
  await createReply(db, ticket, { ...team, kind: "note", body: "He pays late" });
  await createReply(db, ticket, { body: "I guess so" });
  expect(await draft(ticket.id)).toBeUndefined();
  const first = await createReply(db, ticket, { ...team, body: "The first answer" });
  await createReply(db, ticket, { ...team, body: "The last answer" });
  expect(await hasAnswer(db, ticket.id)).toBe(true);
  const other = await createTicket(db);
  await createReply(db, other, { ...team, body: "The first answer" });
  await createReply(db, other, { ...team, body: "The last answer" });
  expect((await row(await draft(other.id))).body).toBe("The last answer");
  await markOfficial(db, { ticketId: ticket.id, replyId: first, by: { agentId: agent.id, visitorId: null }, now: 1 });
  expect((await row(await draft(ticket.id))).body).toBe("The first answer");
});

test("pressed twice it is one draft, linked to the ticket", async () => {
  const ticket = await createTicket(db);
  await createReply(db, ticket, team);
  const [first, second] = [await draft(ticket.id), await draft(ticket.id)];
  expect(second).toBe(first);
  const links = await db.selectFrom("ticket_articles").selectAll().where("ticket_id", "=", ticket.id).execute();
  expect(links).toMatchObject([{ article_id: first, relation: "source", reply_id: null }]);
});

test("a ticket goes into the category of the same name", async () => {
  const { id } = await addNamedCategory(db, { names: { ru: "Счета", en: "bills" }, now: 1 });
  const ticket = await createTicket(db);
  await createReply(db, ticket, team);
  const inCategory = { ...site, categories: [{ id: 4, slug: "money", name: "Счета" }] };
  const asked = { ticketId: ticket.id, agentId: agent.id, site: inCategory, firstCategory: {}, now: 1 };
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto("categories")
      .values({ id: 4, slug: "money", name: "Счета", position: 1, created_at: 1, archived_at: null })
      .execute();
    await trx.updateTable("tickets").set({ category_id: 4 }).where("id", "=", ticket.id).execute();
  });
  expect((await row(await draftFromTicket(db, asked))).category_id).toBe(id);
});

test("a removed ticket makes no article", async () => {
  const ticket = await createTicket(db, { removed_at: 5, removed_as: "by_team" });
  await createReply(db, ticket, team);
  expect(await draft(ticket.id)).toBeUndefined();
});

test("the summary is the first sentence that says something: no greeting, no thanks, no mere link, no name", async () => {
  const said = async (body: string) => {
    const ticket = await createTicket(db);
    await createReply(db, ticket, { ...team, body });
    return (await row(await draft(ticket.id))).summary;
  };
  expect(
    await said(
      "Hello Maria!\n\nThank you for writing to us about the export of your invoices.\n\nSee https://docs.example.com/export/of/invoices.\n\nInvoices are exported under Billing, as PDF or CSV.\n\nBest regards,\nAnna from support",
    ),
  ).toBe("Invoices are exported under Billing, as PDF or CSV.");
  expect(await said("Добрый день, Мария! акты лежат в личном кабинете, в разделе «Документы».")).toBe(
    "Акты лежат в личном кабинете, в разделе «Документы».",
  );
});
