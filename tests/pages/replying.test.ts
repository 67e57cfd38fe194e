import { describe, expect, test } from "vitest";
import type { TicketRow } from "#db/schema.ts";
import { ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createTicket } from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const _agent = await createAgent(db);
const SILENT = { Origin: "", "Sec-Fetch-Site": "" };

async function reply(ticket: TicketRow, fields: Record<string, string>, browser = site.browser(), intent = "reply") {
  const sent = await browser.press(await browser.open(ticketPath(ticket)), intent, fields);
  return { browser, sent };
}

const read = async (ticket: TicketRow, browser: Browser = site.browser()) =>
  readTicketPage((await browser.open(ticketPath(ticket))).html);
const countReplies = async (ticket: TicketRow) =>
  (await db.selectFrom("replies").select("id").where("ticket_id", "=", ticket.id).execute()).length;
const kept = (html: string, id = "reply-body") => {
  const [field] = findElements(html, (one) => attribute(one, "id") === id);
  return (
    field && (attribute(field, "value") ?? field.childNodes.map((node) => ("value" in node ? node.value : "")).join(""))
  );
};

describe("a stranger's reply", () => {
  test("is sent from a page that is the same for everyone, and stands there at once", async () => {
    const ticket = await createTicket(db);
    const { sent, browser } = await reply(ticket, { "reply-body": "Press **F5**", "reply-name": "Oleg" });
    expect(sent.status).toBe(303);
    expect(sent.location).toMatch(new RegExp(`^${ticketPath(ticket)}#reply-\\d+$`));
    expect(sent.headers.get("set-cookie")).toMatch(/^visitor=/);
    const page = await site.browser().open(ticketPath(ticket));
    expect(page.html).toContain("<strong>F5</strong>");
    expect(page.html).toContain("Oleg");
    expect(page.html).not.toContain("form_token");
    expect((await read(ticket)).replies).toMatchObject([{ text: "Press F5", isTeam: false, isNote: false }]);
    expect(kept((await browser.open(ticketPath(ticket))).html, "reply-name")).toBe("Oleg");
  });

  test.each([
    { field: "reply-body", value: " \n ", message: "" },
    { field: "reply-body", value: "x".repeat(20_001), message: "20,000" },
    { field: "reply-name", value: "Anna Koval", message: "another name" },
    { field: "reply-kind", value: "spell", message: "" },
  ])("with a $field that does not fit comes back as typed", async ({ field, value, message }) => {
    const ticket = await createTicket(db);
    const fields = { "reply-body": "Kept words", "reply-name": "Oleg", [field]: value };
    const { sent } = await reply(ticket, fields);
    expect(sent.status).toBe(400);
    expect(sent.html).toContain("<title>Error: ");
    expect(sent.html).toContain(`href="#${field}"`);
    expect(sent.html).toContain(message);
    expect(kept(sent.html)).toBe(fields["reply-body"]);
    expect(kept(sent.html, "reply-name")).toBe(fields["reply-name"]);
    expect(await countReplies(ticket)).toBe(0);
  });

  test("is shown as it would look, and then sent", async () => {
    const ticket = await createTicket(db);
    const { sent, browser } = await reply(ticket, { "reply-body": "**bold**" }, undefined, "preview");
    expect(sent.status).toBe(200);
    expect(sent.html).toContain("<strong>bold</strong>");
    expect(await countReplies(ticket)).toBe(0);
    expect((await browser.press(sent, "reply")).status).toBe(303);
  });

  test("sent twice is one, also at once and without a cookie", async () => {
    const ticket = await createTicket(db);
    const browser = site.browser();
    const post = () => browser.post(ticketPath(ticket), { intent: "reply", "reply-body": "Double click" });
    const sent = [await post(), ...(await Promise.all([post(), post(), post()]))];
    expect(new Set(sent.map(({ location }) => location)).size).toBe(1);
    expect(await countReplies(ticket)).toBe(1);
  });

  test("cannot be a note, official, a status or the team's", async () => {
    const ticket = await createTicket(db);
    const { sent } = await reply(ticket, {
      "reply-body": "I am the team",
      "reply-kind": "note",
      official: "1",
      status: "answered",
      seen: "1",
    });
    expect(sent.status).toBe(303);
    const page = await read(ticket);
    expect(page.status).toBe("new");
    expect(page.replies).toMatchObject([{ text: "I am the team", isTeam: false, isOfficial: false, isNote: false }]);
  });

  test("from a client that says nothing of where it comes from is shown once more, and sent by the second press", async () => {
    const ticket = await createTicket(db);
    const browser = site.browser();
    const fields = { intent: "reply", "reply-body": "From an old browser" };
    const first = await browser.post(ticketPath(ticket), fields, SILENT);
    expect(first.status).toBe(400);
    expect(kept(first.html)).toBe("From an old browser");
    expect(await countReplies(ticket)).toBe(0);
    const token = findElements(first.html, (one) => attribute(one, "name") === "form_token").map((one) =>
      attribute(one, "value"),
    )[0];
    const second = await browser.post(ticketPath(ticket), { ...fields, form_token: String(token) }, SILENT);
    expect(second.status).toBe(303);
  });

  test.each([
    ["another site", { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" }],
    ["another site that hides", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
    ["a sandboxed frame", { Origin: "null", "Sec-Fetch-Site": "" }],
    ["a neighbour of the domain", { Origin: "", "Sec-Fetch-Site": "same-site" }],
    ["another port", { Origin: "http://forum.test:8080", "Sec-Fetch-Site": "" }],
  ])("from %s is refused with its text, and nothing is written", async (_, headers) => {
    const ticket = await createTicket(db);
    const fields = { intent: "reply", "reply-body": "From elsewhere" };
    const sent = await site.browser().post(ticketPath(ticket), fields, headers);
    expect(sent.status).toBe(403);
    expect(kept(sent.html, "kept-reply-body")).toBe("From elsewhere");
    expect(await countReplies(ticket)).toBe(0);
  });

  test("that is one too many from its network is kept and told when to come again", async () => {
    const ticket = await createTicket(db);
    const browser = site.browser();
    let last = await browser.open(ticketPath(ticket));
    for (let n = 0; n <= 90; n++) last = await browser.post(ticketPath(ticket), { intent: "reply", "reply-body": "" });
    expect(last.status).toBe(429);
    last = await browser.post(ticketPath(ticket), { intent: "reply", "reply-body": "The last straw" });
    expect(kept(last.html, "kept-reply-body")).toBe("The last straw");
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
