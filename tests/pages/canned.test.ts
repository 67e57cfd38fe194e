import { beforeEach, describe, expect, test } from "vitest";
import { inTransaction, type Trx } from "#db/client.ts";
import type { ArticleRow, TicketRow } from "#db/schema.ts";
import { writeEntry } from "~/search/index-tables.server.ts";
import { articlePath, cannedPath, insertsPath, ticketPath } from "~/urls.ts";
import type { TestPage } from "../support/browser.ts";
import { createAgent, createArticle, createReply, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, readForm, textOf } from "../support/html-form.ts";
import { ORIGIN, startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const anna = site.browser();
await signInAs(db, anna, await createAgent(db, { name: "Anna Koval" }));

const write = (change: (trx: Trx) => Promise<unknown>) => inTransaction(db, change);
const change = (id: number, columns: Partial<ArticleRow>) =>
  write((trx) => trx.updateTable("articles").set(columns).where("id", "=", id).execute());

beforeEach(async () => {
  for (const table of ["canned_answers", "ticket_articles"] as const)
    await write((trx) => trx.deleteFrom(table).execute());
});

const add = async (name: string, body: string, language = "en") => {
  const sent = await anna.press(await anna.open(cannedPath()), "add", { name, body, language });
  expect(sent.status).toBe(303);
  return find(name, language);
};
const find = (name: string, language = "en") =>
  db
    .selectFrom("canned_answers")
    .selectAll()
    .where("name", "=", name)
    .where("language", "=", language)
    .executeTakeFirstOrThrow();
const buttons = ({ html }: TestPage) =>
  findElements(html, (one) => one.tagName === "button" && (attribute(one, "value") ?? "").startsWith("insert:"));
const labels = (page: TestPage) => buttons(page).map((one) => textOf(one).replace(/\s+/g, " ").trim());
const replyText = ({ html }: TestPage) => readForm(html, "reply").fields["reply-body"];
const search = (page: TestPage, find: string, fields = {}) => anna.press(page, "find", { find, ...fields });
const open = (ticket: TicketRow) => anna.open(ticketPath(ticket));

describe("the page of canned answers", () => {
  test("adds one, changes it, deletes it behind a second press, and says so", async () => {
    const added = await anna.press(await anna.open(cannedPath()), "add", { name: "Hello There", body: "Hi {name}" });
    const list = await anna.follow(added);
    expect(list.html).toContain("::hello-there");
    expect(list.html).toContain("data-draft-sent");
    const { id } = await find("hello-there");

    const form = await anna.open(cannedPath(id));
    expect(readForm(form.html, "change").fields).toMatchObject({ name: "hello-there", body: "Hi {name}" });
    await anna.press(form, "change", { body: "Good day" });
    expect(await find("hello-there")).toMatchObject({ body: "Good day" });

    const [details] = findElements((await anna.open(cannedPath(id))).html, ({ tagName }) => tagName === "details");
    expect(details && attribute(details, "open")).toBe(undefined);
    expect((await anna.press(form, "delete")).status).toBe(303);
    expect((await anna.open(cannedPath(id))).status).toBe(404);
  });

  test("takes a name once in a language, and keeps what was typed", async () => {
    await add("bye", "Good bye");
    await add("bye", "До встречи", "ru");
    const sent = await anna.press(await anna.open(cannedPath()), "add", {
      name: "Bye",
      body: "So long",
      language: "en",
    });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('href="#name"');
    expect(readForm(sent.html, "add").fields).toMatchObject({ name: "Bye", body: "So long" });
    const other = await find("bye", "ru");
    expect((await anna.press(await anna.open(cannedPath(other.id)), "change", { language: "en" })).status).toBe(400);
  });

  test("does not lose the text of one that somebody deleted meanwhile", async () => {
    const { id } = await add("gone", "x");
    const form = await anna.open(cannedPath(id));
    await anna.press(form, "delete");
    const sent = await anna.press(form, "change", { body: "My new words" });
    expect(sent.status).toBe(404);
    expect(sent.html).toContain("My new words");
  });
});

describe("without JavaScript", () => {
  test("a canned answer comes into the text with everything else as typed; it counts when the reply is sent", async () => {
    await add("limits", "Hello, {name}! No. {number} «{title}»: {link}. {agent}, {unknown}");
    const ticket = await createTicket(db, { title: "Odd *title*" });
    const page = await open(ticket);
    await createReply(db, ticket);
    const { id } = await find("limits");
    const typed = { "reply-body": "First words", official: "1", status: "in_progress", reason: "Because" };
    const sent = await anna.press(page, `insert:canned-${id}`, { ...typed, "reply-kind": "comment" });
    expect(sent.status).toBe(200);
    const { fields } = readForm(sent.html, "reply");
    const filled = `Hello! No. ${ticket.id} «Odd \\*title\\*»: ${ORIGIN}/tickets/${ticket.id}. Anna Koval, {unknown}`;
    expect(fields).toMatchObject({ ...typed, "reply-body": `First words\n\n${filled}`, "reply-kind": "comment" });
    expect(fields.seen).toBe(readForm(page.html, "reply").fields.seen);
    expect(await find("limits")).toMatchObject({ use_count: 0 });
    expect((await db.selectFrom("replies").select("id").where("ticket_id", "=", ticket.id).execute()).length).toBe(1);

    // What came in meanwhile stops it once; then it goes.
    const stopped = await anna.press(sent, "reply");
    expect(stopped.status).toBe(409);
    expect(await find("limits")).toMatchObject({ use_count: 0 });
    expect((await anna.press(stopped, "reply")).status).toBe(303);
    expect(await find("limits")).toMatchObject({ use_count: 1 });
  });

  test("the ticket's language comes first, then the site's, and what is used most", async () => {
    const names = [
      ["a-uk", "uk"],
      ["b-en", "en"],
      ["c-ru", "ru"],
      ["d-ru", "ru"],
    ] as const;
    for (const [name, language] of names) await add(name, "x", language);
    await write((trx) =>
      trx.updateTable("canned_answers").set({ use_count: 5 }).where("name", "in", ["d-ru", "a-uk"]).execute(),
    );
    const ticket = await createTicket(db, { title: "Не приходит письмо с подтверждением" });
    expect(labels(await open(ticket)).map((label) => label.split(" ")[0])).toEqual([
      "::d-ru",
      "::c-ru",
      "::b-en",
      "::a-uk",
    ]);
  });

  test("an article is found and linked to; a draft is not", async () => {
    const article = await createArticle(db, { title: "Invoices [2026]", body: "Where to download an invoice" });
    const draft = await createArticle(db, { title: "Invoices of the secret plan", isDraft: true });
    // The index holds no drafts, and is asked all the same.
    await write((trx) => writeEntry(trx, { kind: "article", ...draft, texts: [] }));
    const ticket = await createTicket(db);
    const found = await search(await open(ticket), "invoice", { "reply-body": "See" });
    expect(found.status).toBe(200);
    expect(labels(found)).toEqual(["§ Article.Invoices [2026]"]);
    expect(replyText(found)).toBe("See");
    expect(found.html).not.toContain("secret plan");
    const inserted = await anna.press(found, `insert:article-${article.id}`);
    expect(replyText(inserted)).toBe(`See\n\n[Invoices \\[2026\\]](${articlePath(article)})`);
    const nothing = await search(inserted, "zebra");
    expect(nothing.html).toContain("Nothing found.");
    expect(replyText(nothing)).toContain("See");
  });

  test("articles that fit the ticket's title are there at once, in its language, one of each translation", async () => {
    const title = "Exporting calendars to Outlook";
    const english = await createArticle(db, { title });
    await createArticle(db, { title: "Экспорт calendars в Outlook", language: "ru", translationOfId: english.id });
    await createArticle(db, { title: "Colours of the calendar widget on your own pages" });
    const ticket = await createTicket(db, { title: "How do I export a calendar to Outlook?" });
    expect(labels(await open(ticket))).toEqual([`§ Article.${title}`]);
  });

  test.each(["canned-999999", "article-999999", "reply-1", "", "canned-1e3"])(
    "%j is nothing to insert",
    async (key) => {
      const ticket = await createTicket(db);
      const sent = await anna.post(ticketPath(ticket), { intent: `insert:${key}`, "reply-body": "My words" });
      expect(sent.status).toBe(404);
      expect(sent.html).toContain("My words");
    },
  );

  test.each(["insert:canned-1", "find"])("a visitor has no %s", async (intent) => {
    const ticket = await createTicket(db);
    expect((await site.browser().post(ticketPath(ticket), { intent })).status).toBe(403);
  });
});

describe("the piece for the browser's script", () => {
  test("has the text of each, filled in, and the name that was typed to its end first", async () => {
    await add("details-more", "More");
    await add("details", "Hi, {name}!");
    const ticket = await createTicket(db, { requester_name: "Oleh" });
    const piece = await anna.open(`${insertsPath(ticket.id)}&q=${encodeURIComponent("::details")}`);
    expect(buttons(piece).map((one) => attribute(one, "data-text"))).toEqual(["Hi, Oleh!", "More"]);
    expect(piece.headers.get("cache-control")).toContain("no-store");
  });

  test("is for the team only, and for a ticket that exists", async () => {
    const ticket = await createTicket(db);
    expect((await site.browser().open(insertsPath(ticket.id))).status).toBe(401);
    expect((await anna.open(insertsPath(999_999))).status).toBe(404);
  });
});

describe("articles about a ticket", () => {
  const shown = async (ticket: TicketRow, browser = site.browser()) =>
    findElements((await browser.open(ticketPath(ticket))).html, (one) =>
      (attribute(one, "href") ?? "").startsWith("/articles/"),
    )
      .filter((link) => textOf(link).startsWith("§"))
      .map((link) => textOf(link));
  const reply = async (ticket: TicketRow, body: string, fields = {}) =>
    anna.press(await open(ticket), "reply", { "reply-body": body, ...fields });

  test("follow the links of the team's replies: absolute, relative, edited away, removed, restored", async () => {
    const [one, two] = [await createArticle(db, { title: "One" }), await createArticle(db, { title: "Two" })];
    const ticket = await createTicket(db);
    await reply(
      ticket,
      `[a](${articlePath(one)}) [b](${ORIGIN}/articles/${two.id}-old-slug#top) [c](/articles/999999-x)`,
    );
    expect(await shown(ticket)).toEqual(["§ One", "§ Two"]);
    expect(await shown(ticket, anna)).toEqual(["§ One", "§ Two"]);

    const { id } = await db.selectFrom("replies").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
    await anna.post(ticketPath(ticket), { intent: "edit", reply: String(id), body: `[b](${articlePath(two)})` });
    expect(await shown(ticket)).toEqual(["§ Two"]);
    await anna.post(ticketPath(ticket), { intent: "remove", reply: String(id) });
    expect(await shown(ticket)).toEqual([]);
    await anna.post(ticketPath(ticket), { intent: "restore", reply: String(id) });
    expect(await shown(ticket)).toEqual(["§ Two"]);
  });

  test("are not told by a note, by a visitor, or by a link elsewhere", async () => {
    const article = await createArticle(db, { title: "Canary article" });
    const ticket = await createTicket(db);
    const link = `[x](${articlePath(article)})`;
    await reply(ticket, link, { "reply-kind": "note" });
    await createReply(db, ticket, { body: link });
    await reply(ticket, `\`${articlePath(article)}\` https://elsewhere.test${articlePath(article)}`);
    expect(await db.selectFrom("ticket_articles").selectAll().execute()).toEqual([]);
    const { html } = await site.browser().open(ticketPath(ticket));
    expect(html).not.toContain("Canary article");
    expect(html).not.toContain("Articles about this");
  });

  test("never name a draft, but do once it is published", async () => {
    const draft = await createArticle(db, { title: "Canary draft", isDraft: true });
    const ticket = await createTicket(db);
    await reply(ticket, `[soon](${articlePath(draft)})`);
    expect((await site.browser().open(ticketPath(ticket))).html).not.toContain("Canary draft");
    await change(draft.id, { published_at: Date.now() });
    expect(await shown(ticket)).toEqual(["§ Canary draft"]);
    await change(draft.id, { removed_at: Date.now() });
    expect(await shown(ticket)).toEqual([]);
  });

  test("go with their replies into a merge, and back", async () => {
    const article = await createArticle(db, { title: "One" });
    const [duplicate, original] = [await createTicket(db), await createTicket(db)];
    await reply(duplicate, `[a](${articlePath(article)})`);
    await anna.post(ticketPath(duplicate), { intent: "merge", into: String(original.id) });
    expect(await shown(original)).toEqual(["§ One"]);
    await anna.post(ticketPath(original), { intent: "unmerge", ticket: String(duplicate.id) });
    expect([await shown(duplicate), await shown(original)]).toEqual([["§ One"], []]);
  });
});
