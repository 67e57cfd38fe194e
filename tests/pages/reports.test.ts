import { beforeAll, expect, test } from "vitest";
import { forgetOldTraces } from "~/personal-data/forget-old.server.ts";
import { reportsPath, ticketPath, ticketReportPath } from "~/urls.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const desk = site.browser();

beforeAll(() => signInAs(db, desk, agent));

const openReports = () => db.selectFrom("reports").selectAll().where("settled_at", "is", null).execute();
const inMenu = async () =>
  /Reports\s*(?:<!-- -->)?\s*(?:<small>(\d+)<.small>)?/.exec((await desk.open("/desk")).html)?.[1];

test("a reader without a cookie reports a reply from its link, and counts once", async () => {
  const ticket = await createTicket(db, { title: "Reported thread" });
  const replyId = await createReply(db, ticket, { body: "Buy cheap pills" });
  const reader = site.browser();
  const page = await reader.open(ticketPath(ticket));
  const link = ticketReportPath(ticket, { reply: replyId });
  expect(page.html).toContain(`href="${link}"`);
  expect(page.headers.get("cache-control")).toBe("public, no-cache");

  const form = await reader.open(link);
  expect(form.html).toContain("Buy cheap pills");
  expect(form.headers.get("x-robots-tag")).toContain("noindex");
  const unsaid = await reader.press(form, "report", { body: "See the second line" });
  expect(unsaid.status).toBe(400);
  expect(unsaid.html).toContain("See the second line");
  for (const words of ["See the second line", "again"]) {
    const sent = await reader.press(form, "report", { why: "spam", body: words });
    expect(sent.status).toBe(303);
    expect((await reader.follow(sent)).html).toContain("Thank you");
  }
  expect(reader.cookies.size).toBe(0);
  await site.browser().post(link, { intent: "report", reply: String(replyId), why: "abuse" });
  expect((await openReports()).map(({ reason, words }) => [reason, words])).toEqual([
    ["spam", "See the second line"],
    ["abuse", null],
  ]);
});

test("the team sees what was reported, why and how many, and settles it by one press", async () => {
  expect(await inMenu()).toBe("1");
  const page = await desk.open(reportsPath());
  for (const words of [
    "Reported thread",
    "Buy cheap pills",
    "2 readers",
    "insults or threats",
    "See the second line",
  ]) {
    expect(page.html).toContain(words);
  }
  const settled = await desk.press(page, "dismiss");
  expect(settled.status).toBe(303);
  expect((await desk.follow(settled)).html).toContain("Nothing reported");
  expect(await inMenu()).toBeUndefined();
});

test.each([
  ["spam", "spam", {}],
  ["private", "make-private", {}],
  ["removed", "remove", {}],
])("a ticket that the team made %s is settled by itself", async (_, intent, fields) => {
  const ticket = await createTicket(db);
  await site.browser().post(ticketReportPath(ticket), { intent: "report", why: "personal" });
  expect(await openReports()).toHaveLength(1);
  await desk.post(ticketPath(ticket), { intent, ...fields });
  expect(await openReports()).toHaveLength(0);
});

test("a reply that is removed from the page of reports is settled", async () => {
  const ticket = await createTicket(db);
  const reply = await createReply(db, ticket, { body: "His number is 5" });
  await site.browser().post(ticketReportPath(ticket), { intent: "report", why: "personal", reply: String(reply) });
  await desk.press(await desk.open(reportsPath()), "remove");
  expect(await openReports()).toHaveLength(0);
});

test("what one may not read cannot be reported, and tells nothing", async () => {
  const hidden = await createTicket(db, { visibility: "private", title: "Hidden words" });
  const ticket = await createTicket(db);
  const note = await createReply(db, ticket, { viewer: asAgent(agent), kind: "note" });
  const reader = site.browser();
  for (const path of [ticketReportPath(hidden), ticketReportPath(ticket, { reply: note }), "/tickets/9999-x/report"]) {
    const page = await reader.open(path);
    expect(page.status, path).toBe(404);
    expect(page.html).not.toContain("Hidden words");
    expect((await reader.post(path, { intent: "report", why: "spam", reply: "9999" })).status).toBe(404);
  }
  expect(await openReports()).toHaveLength(0);
});

test("robots are kept out, and the author and the team see no link", async () => {
  expect((await site.browser().open("/robots.txt")).html).toContain("Disallow: /tickets/*/report");
  const author = site.browser();
  const ticket = await createTicket(db, { viewer: await createVisitor(db, author) });
  for (const browser of [author, desk]) {
    expect((await browser.open(ticketPath(ticket))).html).not.toContain(ticketReportPath(ticket));
  }
});

test("one network reports so often and no more, and keeps its words", async () => {
  const ticket = await createTicket(db);
  const reader = site.browser();
  const send = () => reader.post(ticketReportPath(ticket), { intent: "report", why: "spam", body: "kept words" });
  for (let times = 0; times < 20; times++) expect((await send()).status).toBe(303);
  const refused = await send();
  expect(refused.status).toBe(429);
  expect(refused.html).toContain("kept words");
});

test("who reported is forgotten after 30 days", async () => {
  const now = Date.now();
  await forgetOldTraces(db, now + 29 * 86_400_000);
  const keys = () => db.selectFrom("reports").select("id").where("reader_key", "is not", null).execute();
  expect((await keys()).length).toBeGreaterThan(3);
  await forgetOldTraces(db, now + 31 * 86_400_000);
  expect(await keys()).toEqual([]);
});
