import { beforeAll, describe, expect, test } from "vitest";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { countFoundAnswers } from "~/search/found-answers.server.ts";
import { ticketPath } from "~/urls.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createTicket,
  createVisitor,
  signInAs,
} from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";
import { neverPublic, oncePublic } from "./hidden-states.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const ticket = await createTicket(db, { title: "The payment does not go through" });

beforeAll(async () => {
  await createReply(db, ticket, { viewer: asAgent(agent), body: "Check the limits of the bank" });
});

const press = (answer: string, browser = site.browser()) => browser.post("/search/answered", { answer });
const timesOf = (id: number, target: "ticket" | "article" = "ticket") => countFoundAnswers(db, target, id);

test("the button stands on the preview and in the fragment, and belongs to a form outside of the other", async () => {
  const browser = site.browser();
  const form = await browser.open("/tickets/new");
  const preview = await browser.press(form, "preview", { title: "Payment does not go through" });
  const fragment = await browser.open("/search/similar?title=Payment+does+not+go+through");
  for (const { html } of [preview, fragment]) {
    const [button] = findElements(html, (one) => attribute(one, "name") === "answer");
    expect(button && [attribute(button, "form"), attribute(button, "value")]).toEqual([
      "answered",
      `ticket-${ticket.id}`,
    ]);
  }
  const formsOf = (html: string) =>
    findElements(html, (one) => one.tagName === "form" && attribute(one, "id") === "answered");
  const [answered] = formsOf(preview.html);
  expect(answered && [attribute(answered, "action"), attribute(answered, "method")]).toEqual([
    "/search/answered",
    "post",
  ]);
  expect(answered && findElements(answered, ({ tagName }) => tagName !== "input")).toEqual([]);
  // A form without a button is a fault of its own (WCAG technique H32).
  expect(formsOf(form.html)).toEqual([]);
});

test("a ticket that nobody has answered has no such button", async () => {
  await createTicket(db, { title: "Unanswered giraffes" });
  const { html } = await site.browser().open("/search/similar?title=Unanswered+giraffes");
  expect(html).toContain("Unanswered giraffes");
  expect(html).not.toContain("<button");
});

test("a press leads to a page of thanks with the answer, counts once a day for a network, and sets no cookie", async () => {
  const before = await timesOf(ticket.id);
  const browser = site.browser();
  const sent = await press(`ticket-${ticket.id}`, browser);
  expect([sent.status, sent.location]).toEqual([303, `/search/answered?answer=ticket-${ticket.id}`]);
  expect(sent.headers.get("set-cookie")).toBeNull();
  const page = await browser.follow(sent);
  expect(page.status).toBe(200);
  expect(page.html).toContain(`href="${ticketPath(ticket)}"`);
  expect(page.html).toContain("The payment does not go through");
  expect(page.headers.get("cache-control")).toBe("private, no-store");
  await press(`ticket-${ticket.id}`, browser);
  await browser.open(`/search/answered?answer=ticket-${ticket.id}`);
  expect(await timesOf(ticket.id)).toBe(before + 1);
  await press(`ticket-${ticket.id}`);
  expect(await timesOf(ticket.id)).toBe(before + 2);
});

test("the team reads on the ticket how many it helped, a stranger does not; its own presses do not count", async () => {
  const before = await timesOf(ticket.id);
  await press(`ticket-${ticket.id}`);
  const anna = site.browser();
  await signInAs(db, anna, agent);
  await press(`ticket-${ticket.id}`, anna);
  expect(await timesOf(ticket.id)).toBe(before + 1);
  const words = before + 1 === 1 ? "1 person before they wrote" : `${before + 1} people before they wrote`;
  expect((await anna.open(ticketPath(ticket))).html).toContain(words);
  expect((await site.browser().open(ticketPath(ticket))).html).not.toContain("before they wrote");
});

test("a published article counts as well, a draft does not exist", async () => {
  const article = await createArticle(db, { title: "Paying by card" });
  const draft = await createArticle(db, { title: "Canary draft", isDraft: true });
  const page = await site.browser().follow(await press(`article-${article.id}`));
  expect(page.html).toContain("Paying by card");
  expect(await timesOf(article.id, "article")).toBe(1);
  const refused = await press(`article-${draft.id}`);
  expect(refused.status).toBe(404);
  expect(refused.html).not.toContain("Canary");
  expect(await timesOf(draft.id, "article")).toBe(0);
});

describe.each([...neverPublic, ...oncePublic])("a ticket that is $state", ({ make }) => {
  test("is 404 like one that never was, also for its author, and is not counted", async () => {
    const browser = site.browser();
    const author = await createVisitor(db, browser);
    const hidden = await make({ db, author, agent: await createAgent(db), title: "Canary title" });
    const nowhere = await site.browser().open("/search/answered?answer=ticket-999999");
    for (const who of [browser, site.browser()]) {
      const sent = await press(`ticket-${hidden.id}`, who);
      const read = await who.open(`/search/answered?answer=ticket-${hidden.id}`);
      expect([sent.status, read.status]).toEqual([404, 404]);
      expect(sent.html + read.html).not.toContain("Canary");
      expect(withoutToken(read.html)).toBe(withoutToken(nowhere.html));
    }
    expect(await timesOf(hidden.id)).toBe(0);
  });
});

const withoutToken = (html: string) =>
  html.replace(/name="form_token" value="[^"]*"/g, "").replace(/\?answer=[^"]*/g, "");

test.each(["", "ticket", "ticket-", "ticket-0", "ticket-1e3", "user-1", "ticket-1-2", "article-99999999999999999999"])(
  "%j is no answer",
  async (answer) => {
    expect((await press(answer)).status).toBe(404);
    expect((await site.browser().open(`/search/answered?answer=${answer}`)).status).toBe(404);
  },
);

test("a script is slowed down", async () => {
  const browser = site.browser();
  const statuses = new Set<number>();
  for (let time = 0; time < 70; time++) statuses.add((await press(`ticket-${ticket.id}`, browser)).status);
  expect([...statuses]).toEqual([303, 429]);
});

await stopMarkdownWorkers();
