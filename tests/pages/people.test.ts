import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { Role } from "~/people/person.ts";
import { issueWelcome } from "~/people/welcome-tokens.server.ts";
import { createAgent } from "../people/team.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const PASSWORD = "three plain words";

/** Somebody on the team and the browser they have signed in with, through the form. */
async function signedIn(role: Role = "agent", facts: { name?: string } = {}) {
  const agent = await createAgent(site.db, { role, ...facts });
  const browser = site.browser();
  const answer = await signIn(browser, agent.email);
  expect(answer.location).toBe("/desk");
  return { agent, browser };
}

async function signIn(browser: ReturnType<typeof site.browser>, email: string, password = PASSWORD, next = "") {
  const page = await browser.open(`/desk/sign-in${next && `?next=${encodeURIComponent(next)}`}`);
  return browser.press(page, "sign-in", { email, password });
}

const valueIn = (html: string, id: string) =>
  findElements(html, (element) => attribute(element, "id") === id).map((element) => attribute(element, "value"))[0];

describe("the first admin", () => {
  test("a scanner's visit does not use the address up; the admin's form does", async () => {
    const token = await inTransaction(site.db, (trx) =>
      issueWelcome(trx, { kind: "first_admin", agentId: null, now: Date.now() }),
    );
    const path = `/welcome/${token}`;
    for (let i = 0; i < 3; i++) expect((await site.browser().open(path)).status).toBe(200);

    const browser = site.browser();
    const page = await browser.open(path);
    expect(page.headers.get("cache-control")).toBe("private, no-store");
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.headers.get("set-cookie")).toBeNull();

    const refused = await browser.press(page, "welcome", {
      name: "Olga",
      email: "olga@example.com",
      password: "short",
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain("<title>Error: ");
    expect(valueIn(refused.html, "email")).toBe("olga@example.com");
    expect(valueIn(refused.html, "password")).toBeUndefined();

    const fields = { name: "Olga", email: "olga@example.com", password: PASSWORD };
    const done = await browser.press(refused, "welcome", fields);
    expect([done.status, done.location]).toEqual([303, "/desk"]);
    expect((await browser.open("/desk/people")).html).toContain("olga@example.com");

    const again = await site.browser().post(path, fields);
    expect(again.status).toBe(404);
    expect((await site.browser().open(path)).html).toBe((await site.browser().open("/welcome/never")).html);
  });
});

describe("signing in", () => {
  test("a wrong password and an unknown e-mail get the same page but for what was typed", async () => {
    const agent = await createAgent(site.db);
    const pageFor = async (email: string) => {
      const { status, html } = await signIn(site.browser(), email, "a wrong password");
      const plain = html.replaceAll(email, "…").replace(/name="form_token" value="[^"]*"/g, "");
      return { status, plain };
    };
    expect(await pageFor(agent.email)).toEqual(await pageFor("nobody@example.com"));
    expect((await pageFor(agent.email)).status).toBe(400);
  });

  test("it makes a new session, and the browser's old one is dead", async () => {
    const { agent, browser } = await signedIn();
    const thief = site.browser();
    thief.cookies.set("agent", String(browser.cookies.get("agent")));
    expect((await thief.open("/desk/people")).status).toBe(200);
    // The form is there for the signed out only, so this is one that was left open in another tab.
    await browser.post("/desk/sign-in", { email: agent.email, password: PASSWORD, next: "" });
    expect((await browser.open("/desk/people")).status).toBe(200);
    expect((await thief.open("/desk/people")).status).toBe(401);
  });

  test("a session that a stranger planted is not taken over", async () => {
    const agent = await createAgent(site.db);
    const browser = site.browser();
    browser.cookies.set("agent", "planted");
    await signIn(browser, agent.email);
    expect(browser.cookies.get("agent")).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    ["/desk/people?done=invite", "/desk/people?done=invite"],
    ["//evil.example/desk", "/desk"],
    ["/\\evil.example", "/desk"],
    ["https://evil.example", "/desk"],
  ])("next=%s leads to %s", async (next, location) => {
    const agent = await createAgent(site.db);
    expect((await signIn(site.browser(), agent.email, PASSWORD, next)).location).toBe(location);
    const posted = await site.browser().post("/desk/sign-in", { email: agent.email, password: PASSWORD, next });
    expect(posted.location).toBe(location);
  });

  test("the sixth wrong try waits, from elsewhere the owner gets in", async () => {
    const agent = await createAgent(site.db);
    const browser = site.browser();
    for (let i = 0; i < 5; i++) expect((await signIn(browser, agent.email, `wrong ${i}`)).status).toBe(400);
    const throttled = await signIn(browser, agent.email);
    expect(throttled.status).toBe(429);
    // Until the quarter of an hour by the clock is over, or what was counted in the one before weighs less.
    const wait = Number(throttled.headers.get("retry-after"));
    expect([wait % 60, wait > 0, wait <= 900]).toEqual([0, true, true]);
    expect((await signIn(site.browser(), agent.email)).status).toBe(303);
  });

  test("signing out ends the session on the server; a link to it does not", async () => {
    const { browser } = await signedIn();
    const thief = site.browser();
    thief.cookies.set("agent", String(browser.cookies.get("agent")));
    expect((await browser.open("/desk/sign-out")).location).toBe("/desk");
    expect((await thief.open("/desk/people")).status).toBe(200);
    expect((await browser.post("/desk/sign-out", {})).location).toBe("/");
    expect(browser.cookies.has("agent")).toBe(false);
    expect((await thief.open("/desk/people")).status).toBe(401);
  });
});

describe("the team's list", () => {
  test("an admin invites, and the address is shown once", async () => {
    const { browser } = await signedIn("admin");
    const page = await browser.open("/desk/people");
    const invited = await browser.press(page, "invite", { name: "Vera", email: "Vera@Example.com", role: "agent" });
    const url = valueIn(invited.html, "one-time-url") ?? "";
    expect(url).toMatch(/^http:\/\/forum\.test\/welcome\/[\w-]{43}$/);
    expect((await browser.open("/desk/people")).html).not.toContain("/welcome/");

    const vera = site.browser();
    const welcome = await vera.open(new URL(url).pathname);
    expect([valueIn(welcome.html, "name"), valueIn(welcome.html, "email")]).toEqual(["Vera", "vera@example.com"]);
    await vera.press(welcome, "welcome", { password: PASSWORD });
    expect((await vera.open("/desk/people")).status).toBe(200);
  });

  test("an invitation with mistakes comes back as typed", async () => {
    const { browser, agent } = await signedIn("admin");
    const page = await browser.open("/desk/people");
    const refused = await browser.press(page, "invite", { name: "", email: agent.email, role: "owner" });
    expect(refused.status).toBe(400);
    expect(findElements(refused.html, (one) => attribute(one, "href") === "#name")).toHaveLength(1);
    const taken = await browser.press(page, "invite", { name: "Vera", email: agent.email, role: "agent" });
    expect(taken.status).toBe(400);
    expect(valueIn(taken.html, "name")).toBe("Vera");
  });

  test.each(["invite", "reset", "make-admin", "make-agent", "disable", "enable", "__proto__", ""])(
    "an agent may not %s",
    async (intent) => {
      const { browser, agent } = await signedIn();
      const fields = { agent: String(agent.id), name: "Eve", email: "eve@example.com", role: "admin" };
      expect((await browser.post("/desk/people", { intent, ...fields })).status).toBe(403);
      const people = await site.db.selectFrom("agents").select(["id", "role", "email", "disabled_at"]).execute();
      expect(people.find(({ id }) => id === agent.id)).toMatchObject({ role: "agent", disabled_at: null });
      expect(people.map(({ email }) => email)).not.toContain("eve@example.com");
    },
  );

  test("a disabled agent is out at once", async () => {
    const [admin, other] = [await signedIn("admin"), await signedIn()];
    const page = await admin.browser.open("/desk/people");
    const disabled = await admin.browser.press(page, "disable", {}, { agent: String(other.agent.id) });
    expect(disabled.location).toBe("/desk/people?done=disable");
    expect((await other.browser.open("/desk/people")).status).toBe(401);
    expect((await signIn(site.browser(), other.agent.email)).status).toBe(400);
  });

  test("the last admin stays, and the page says why", async () => {
    const { browser, agent } = await signedIn("admin");
    const others = site.db.selectFrom("agents").select("id").where("id", "!=", agent.id).where("role", "=", "admin");
    for (const { id } of await others.execute())
      await browser.post("/desk/people", { intent: "make-agent", agent: String(id) });
    for (const intent of ["disable", "make-agent"]) {
      const page = await browser.open("/desk/people");
      const refused = await browser.press(page, intent, {}, { agent: String(agent.id) });
      expect(refused.status).toBe(400);
      expect(findElements(refused.html, (one) => attribute(one, "href") === `#agent-${agent.id}`)).toHaveLength(1);
    }
  });

  test("a reset address replaces the password and signs out everywhere else", async () => {
    const [admin, other] = [await signedIn("admin"), await signedIn()];
    const page = await admin.browser.open("/desk/people");
    const made = await admin.browser.press(page, "reset", {}, { agent: String(other.agent.id) });
    const path = new URL(valueIn(made.html, "one-time-url") ?? "").pathname;
    const browser = site.browser();
    await browser.press(await browser.open(path), "welcome", { password: "another three words" });
    expect((await browser.open("/desk/people")).status).toBe(200);
    expect((await other.browser.open("/desk/people")).status).toBe(401);
    expect((await signIn(site.browser(), other.agent.email)).status).toBe(400);
  });
});

describe("an agent's own account", () => {
  test("a new password needs the current one, and ends the other sessions", async () => {
    const { agent, browser } = await signedIn();
    const elsewhere = site.browser();
    await signIn(elsewhere, agent.email);
    const page = await browser.open("/desk/people");
    const wrong = { current_password: "not this one", new_password: "another three words" };
    expect((await browser.press(page, "password", wrong)).status).toBe(400);
    const changed = await browser.press(page, "password", { ...wrong, current_password: PASSWORD });
    expect(changed.location).toBe("/desk/people?done=password");
    expect((await browser.open("/desk/people")).status).toBe(200);
    expect((await elsewhere.open("/desk/people")).status).toBe(401);
  });

  test("sessions are listed and ended one by one or all at once, and only one's own", async () => {
    const [anna, boris] = [await signedIn(), await signedIn()];
    const [there, third] = [site.browser(), site.browser()];
    await signIn(there, anna.agent.email);
    await signIn(third, anna.agent.email);
    const sessions = await site.db.selectFrom("agent_sessions").select(["id", "agent_id"]).orderBy("id").execute();
    const [, second] = sessions.filter(({ agent_id }) => agent_id === anna.agent.id);
    const [borises] = sessions.filter(({ agent_id }) => agent_id === boris.agent.id);

    await anna.browser.post("/desk/people", { intent: "end-session", session: String(borises?.id) });
    expect((await boris.browser.open("/desk/people")).status).toBe(200);

    const page = await anna.browser.open("/desk/people");
    await anna.browser.press(page, "end-session", {}, { session: String(second?.id) });
    expect((await there.open("/desk/people")).status).toBe(401);
    await anna.browser.press(page, "end-other-sessions");
    expect((await third.open("/desk/people")).status).toBe(401);
    expect((await anna.browser.open("/desk/people")).status).toBe(200);
  });
});

test("a stranger sees nobody, and gets the way to sign in", async () => {
  const page = await site.browser().open("/desk/people");
  expect(page.status).toBe(401);
  expect(page.html).toContain('href="/desk/sign-in"');
  expect(page.html).not.toContain("@example.com");
});

test.each(["/desk/sign-in", "/desk/sign-out", "/desk/people", "/welcome/never"])(
  "%s refuses a form from another site",
  async (path) => {
    const foreign: Record<string, string>[] = [
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { "Sec-Fetch-Site": "cross-site", Origin: "null" },
      { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" },
      { Origin: "https://evil.example" },
    ];
    for (const headers of foreign) expect((await site.browser().post(path, {}, headers)).status).toBe(403);
  },
);
