import { beforeAll, describe, expect, test } from "vitest";
import { emptyLog, inTransaction } from "#db/client.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { editReply, editTicket } from "~/tickets/edit-text.server.ts";
import { findReply } from "~/tickets/find-reply.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { blackenPath, ticketFeedPath, ticketPath } from "~/urls.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { readKept } from "../support/tables.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const desk = site.browser();
// Its first letters are like no other word's: the index stores only how a word differs from the one before.
const SECRET = "Zxqcanary_Pa55*wörd";
/** A part that stands in every form of it: typed, escaped, stemmed. */
const TRACE = /xqcanary/i;
const BAR = "█████";

let ticket: Awaited<ReturnType<typeof createTicket>>;
const pages: string[] = [];

beforeAll(async () => {
  await signInAs(db, desk, agent);
  const author = await createVisitor(db);
  const now = Date.now();
  const common = { by: { agentId: agent.id }, now, site: { origin: "http://forum.test", locale: "en" } };
  ticket = await createTicket(db, {
    viewer: author,
    title: `Login fails ${SECRET}`,
    body: `My login is Zxqcanary\\_Pa55\\*wörd and it fails`,
    requester_name: `Bob ${SECRET}`,
  });
  await createReply(db, ticket, {
    viewer: asAgent(agent),
    body: `> My login is ${SECRET} and\n> it fails\n\nDo not send ZXQCANARY_PA55*WÖRD again`,
    isOfficial: true,
  });
  await createReply(db, ticket, { body: `I use \`${SECRET}\` too`, name: "Eve" });
  await createReply(db, ticket, { viewer: asAgent(agent), kind: "note", body: `Tried ${SECRET}` });
  const edited = await createReply(db, ticket, { body: `Was ${SECRET}` });
  const row = await findReply(db, ticket.id, edited);
  if (row) await editReply(db, row, { ...common, body: "Mended", voice: "visitor" });
  ticket = await editTicket(db, ticket.id, {
    ...common,
    title: `Login still fails ${SECRET}`,
    body: `${ticket.body}, still`,
    voice: "visitor",
  });
  await changeStatus(db, ticket.id, { status: "declined", reason: `${SECRET} was wrong`, ...common });
  const duplicate = await createTicket(db, { title: `The same ${SECRET}`, body: `With ${SECRET}` });
  await mergeTickets(db, { from: duplicate.id, into: ticket.id, agentId: agent.id, now });
  await inTransaction(db, async (trx) => {
    const canned = { name: "Sorry", language: "en", body: `Never ${SECRET}`, created_at: now, changed_at: now };
    await trx.insertInto("canned_answers").values(canned).execute();
    await trx.insertInto("searched_words").values({ day: "2026-11-22", words: SECRET.toLowerCase() }).execute();
    await trx
      .insertInto("changed_addresses")
      .values({ path: ticketPath(ticket), noted_at: 1, changed_at: 1 })
      .execute();
  });
  pages.push(
    "/",
    "/tickets",
    "/search?q=login",
    "/search/similar?title=login",
    "/feed.atom",
    "/feed.json",
    "/sitemap.xml",
    "/sitemap-recent.xml",
    "/sitemap-tickets-0.xml",
    "/desk",
    "/desk/canned",
    "/desk/search",
    `/tickets/${duplicate.id}`,
    `/tickets/${ticket.id}`,
    ticketFeedPath(ticket),
  );
});

/** The addresses where strangers or agents are told the secret. */
async function tellingPages(): Promise<string[]> {
  const telling = [];
  for (const browser of [site.browser(), desk]) {
    for (const one of pages) {
      const page = await browser.follow(await browser.open(one));
      if (TRACE.test(page.html) || TRACE.test([...page.headers].join(" "))) telling.push(one);
    }
  }
  return telling;
}

const onDisk = () => readKept(site.db, site.dataDir);

describe("words that an agent blackens", () => {
  test("stand everywhere before", async () => {
    expect((await tellingPages()).length).toBeGreaterThan(12);
    expect(TRACE.test(await onDisk())).toBe(true);
  });

  test("are counted first, by their places, and nothing is changed yet", async () => {
    const page = await desk.open(ticketPath(ticket));
    const looked = await desk.press(page, "look", { words: SECRET });
    expect(looked.status).toBe(200);
    for (const place of ["Title", "Text of the ticket", "Replies", "Notes", "Earlier versions", "Canned answers"]) {
      expect(looked.html).toContain(place);
    }
    expect(readTicketPage((await desk.open(ticketPath(ticket))).html).text).toContain("wörd");
  });

  test("that are too short, or nowhere, are said to be so", async () => {
    const short = await desk.post(blackenPath(ticket.id), { intent: "look", words: " a* " });
    expect(short.status).toBe(400);
    const unknown = await desk.post(blackenPath(ticket.id), { intent: "look", words: "nowhere-at-all" });
    expect(unknown.html).toContain("Nothing found");
  });

  test("are gone from every page, feed and list, and from the file", async () => {
    const looked = await desk.post(blackenPath(ticket.id), { intent: "look", words: SECRET });
    const done = await desk.press(looked, "blacken");
    expect(done.status).toBe(303);
    const read = readTicketPage((await desk.follow(done)).html);
    expect(read.text).toContain(`My login is ${BAR} and it fails, still`);
    expect(read.replies.map(({ text }) => text).join()).toContain(`Do not send ${BAR} again`);
    expect(read.events.join()).toContain("blacked out words");
    expect(await tellingPages()).toEqual([]);
    const found = await site.browser().open("/search?q=zxqcanary");
    expect(found.html).not.toContain("Login still fails");
    // What the job does a few seconds later.
    await rebuildIndex(db);
    expect(await emptyLog(db)).toBe(true);
    expect(TRACE.exec(await onDisk())?.[0]).toBeUndefined();
    expect((await onDisk()).includes("Login still fails")).toBe(true);
  });

  test("ask for a new index and an empty log by a job", async () => {
    const jobs = await db.selectFrom("jobs").select("name").execute();
    expect(jobs.map(({ name }) => name)).toContain("forget what was taken out");
  });
});
