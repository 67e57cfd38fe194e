import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { issueWelcome } from "~/people/welcome-tokens.server.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { ticketIntents } from "~/tickets/ticket-intents.server.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createTicket,
  createVisitor,
  signInAs,
} from "../support/factories.ts";
import { type Route, startSite } from "../support/site.ts";
import { listTables } from "../support/tables.ts";

const site = await startSite();
const { db } = site;
const routes = Object.values(site.routes).filter(({ id }) => id !== "root");
const POLICIES = ["public", "personal", "desk", "admin", "machine"];
const params: Record<string, string> = { "*": "nowhere", slug: "about" };

/** The address of a route, with real values for its parameters. */
function addressOf({ path: own = "", parentId }: Route): string {
  const parent = parentId ? site.routes[parentId] : undefined;
  const filled = own
    .split("/")
    .filter(Boolean)
    .map((part) => `/${part === "*" || part.startsWith(":") ? (params[part.replace(":", "")] ?? "x") : part}`)
    .join("");
  return (parent && parent.id !== "root" ? addressOf(parent) : "") + filled;
}

const admin = await createAgent(db, { role: "admin", name: "Root" });

beforeAll(async () => {
  const ticket = await createTicket(db, { kind: "idea", viewer: await createVisitor(db), body: "Public words" });
  await createReply(db, ticket, { viewer: asAgent(admin) });
  params.ref = `${ticket.id}-${ticket.slug}`;
  params.id = String((await createArticle(db)).id);
  const kind = { kind: "first_admin" as const, agentId: null, now: Date.now() };
  const welcome = await inTransaction(db, (trx) => issueWelcome(trx, kind));
  params.token = welcome;
});

/** Every row of every table. */
async function everything() {
  const tables = await listTables(db);
  const rows = await Promise.all(tables.map((name) => sql`select * from ${sql.table(name)}`.execute(db)));
  return JSON.stringify(rows.map((result) => result.rows));
}

test.each(routes.map((route) => [route.id, route] as const))("%s says who may see it", (_, route) => {
  expect(POLICIES).toContain(route.module.handle?.policy);
});

const guarded = routes.filter(({ module }) => ["desk", "admin"].includes(module.handle?.policy ?? ""));

test("there is something to guard", () => {
  expect(guarded.length).toBeGreaterThan(2);
});

describe.each(guarded.map((route) => [route.id, route] as const))("%s", (_, route) => {
  test("refuses a stranger who reads or writes", async () => {
    const before = await everything();
    const read = await site.browser().open(addressOf(route));
    expect([401, 303, 404]).toContain(read.status);
    if (read.status === 303) expect(read.location).toMatch(/^\/desk\/sign-in/);
    expect(read.html).not.toContain(admin.email);
    const written = await site.browser().post(addressOf(route), { intent: "save", name: "Mine now" });
    expect([401, 403, 404, 405]).toContain(written.status);
    expect(await everything()).toBe(before);
  });

  test("that is an admin's refuses an agent", async () => {
    if (route.module.handle?.policy !== "admin") return;
    const browser = site.browser();
    await signInAs(db, browser, await createAgent(db));
    expect((await browser.open(addressOf(route))).status).toBe(403);
    // A page that takes no form says so to everybody.
    const refusals = route.module.action ? [403] : [405];
    expect(refusals).toContain((await browser.post(addressOf(route), { intent: "save" })).status);
  });
});

const people = ["invite", "role", "disable", "enable", "reset", "password", "name", "end-session", "end-sessions"];
const settings = [
  "save",
  "add",
  "archive",
  "site",
  "labels",
  "categories",
  "accent",
  "logo",
  "indexnow-on",
  "indexnow-off",
];
const articles = ["publish", "take-back", "restore-revision", "from-ticket", "category-add", "category-up"];
const ofOthers = [
  ...people,
  ...settings,
  "change",
  "delete",
  "insert:canned-1",
  ...articles,
  "send",
  "sign-in",
  "sign-out",
  "welcome",
  "vote",
  "hide",
  "report",
  "dismiss",
  "look",
  "blacken",
  "erase",
];
/** The buttons that a route may know: no other route has those of a ticket. */
const intentsOf = ({ id }: Route) => (id === "routes/tickets.$ref" ? Object.keys(ticketIntents) : ofOthers);
const actions = routes.filter(({ module }) => module.action);

describe.each(actions.map((route) => [route.id, route] as const))("the action of %s", (_, route) => {
  test.each([
    ["another site", { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" }],
    ["a frame without origin", { Origin: "null", "Sec-Fetch-Site": "" }],
    ["a program that says nothing", { Origin: "", "Sec-Fetch-Site": "" }],
  ])("refuses a form of %s, also with the cookies of an admin, and writes nothing", async (sender, headers) => {
    const browser = site.browser();
    await signInAs(db, browser, admin);
    await createTicket(db, { viewer: await createVisitor(db, browser) });
    const before = await everything();
    for (const intent of intentsOf(route)) {
      const fields = {
        intent,
        title: "x",
        body: "x",
        "reply-body": "x",
        status: "declined",
        reason: "x",
        email: "a@b.c",
      };
      const more = {
        name: "Eve",
        password: "three plain words",
        into: "1",
        reply: "1",
        ticket: "1",
        category: "1",
        revision: "1",
        "name-en": "Eve",
        kind: "question",
        language: "ru",
        words: "x",
        answer: "ticket-1",
        why: "spam",
      };
      const { status } = await browser.post(addressOf(route), { ...fields, ...more }, headers);
      // A reply that says nothing of its page is shown once more, to be pressed there.
      const isAskedToPress = sender.startsWith("a program") && ["reply", "preview"].includes(intent) && status < 401;
      if (!isAskedToPress) expect([403, 404, 405], intent).toContain(status);
    }
    expect(await everything()).toBe(before);
  });
});

test("a route without an action takes no form", async () => {
  for (const route of routes.filter(({ module }) => !module.action)) {
    const { status } = await site.browser().post(addressOf(route), { intent: "x" });
    expect([404, 405], route.id).toContain(status);
  }
});

test("a secret link is of no use as a form", async () => {
  const ticket = await createTicket(db);
  const before = await everything();
  const sent = await site.browser().post(`/m/${secretLinkToken(ticket, site.secret)}`, {});
  expect(sent.status).toBe(405);
  expect(await everything()).toBe(before);
});
