import { readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { hashToken, randomToken } from "~/http/signing.server.ts";
import type { Browser, TestPage } from "../support/browser.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { ORIGIN, startSite, type TestSite } from "../support/site.ts";

const SETTINGS = "/desk/settings";

let site: TestSite;
let admin: Browser;

beforeAll(async () => {
  site = await startSite();
});

beforeEach(async () => {
  await inTransaction(site.db, async (trx) => {
    await trx.deleteFrom("settings").execute();
    await trx.deleteFrom("categories").execute();
  });
  admin = await browserOf("admin");
});

/** A browser in which somebody of the team is signed in. */
async function browserOf(role: "admin" | "agent"): Promise<Browser> {
  const browser = site.browser();
  const token = randomToken();
  const now = Date.now();
  await inTransaction(site.db, async (trx) => {
    const { id } = await trx
      .insertInto("agents")
      .values({ name: "Anna", email: `${token}@example.com`, role, created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    const session = { agent_id: id, token_hash: hashToken(token), user_agent: "", created_at: now, last_used_at: now };
    await trx
      .insertInto("agent_sessions")
      .values({ ...session, expires_at: now + 3_600_000 })
      .execute();
  });
  browser.cookies.set("agent", token);
  return browser;
}

async function sendLogo(browser: Browser, bytes: Uint8Array): Promise<TestPage> {
  const body = new FormData();
  body.append("intent", "logo");
  body.append("logo", new File([new Uint8Array(bytes)], "logo.png"));
  return browser.upload(SETTINGS, body);
}

/** What the error summary says, and the ids of the fields it leads to. */
function errorsOf(html: string): { text: string; field: string | undefined }[] {
  const [summary] = findElements(html, (element) => attribute(element, "class") === "error-summary");
  if (!summary) return [];
  return (
    findElements(html, ({ tagName }) => tagName === "a")
      .filter((link) => attribute(link, "href")?.startsWith("#") && attribute(link, "class") !== "skip-link")
      // Those of the list of parts lead to no field.
      .filter((link) => !attribute(link, "href")?.endsWith("-settings"))
      .map((link) => ({ text: textOf(link), field: attribute(link, "href")?.slice(1) }))
  );
}

function valueAt(html: string, id: string): string | undefined {
  const [control] = findElements(html, (element) => attribute(element, "id") === id);
  return control && attribute(control, "value");
}

test("the list of parts leads to each of them, and to what the team did", async () => {
  const { html } = await admin.open(SETTINGS);
  const parts = findElements(html, ({ tagName }) => tagName === "section").map((part) => `#${attribute(part, "id")}`);
  const [list] = findElements(html, (element) => attribute(element, "class") === "desk-views desk-views--parts");
  expect(list).toBeDefined();
  const links = findElements(html, ({ tagName }) => tagName === "a").map((link) => attribute(link, "href"));
  expect(parts.length).toBeGreaterThan(8);
  expect(links).toEqual(expect.arrayContaining([...parts, "/desk/audit"]));
});

describe("who may", () => {
  test("a stranger is asked to sign in, an agent is told that it is not theirs", async () => {
    expect((await site.browser().open(SETTINGS)).status).toBe(401);
    const agent = await browserOf("agent");
    expect((await agent.open(SETTINGS)).status).toBe(403);
    expect((await agent.post(SETTINGS, { intent: "name", name: "Mine" })).status).toBe(403);
    expect((await site.browser().post(SETTINGS, { intent: "name", name: "Mine" })).status).toBe(401);
    expect((await site.browser().open("/")).html).not.toContain("Mine");
  });

  test("a form from another site changes nothing", async () => {
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await admin.post(SETTINGS, { intent: "name", name: "Evil" }, headers)).status).toBe(403);
    expect((await admin.open("/")).html).not.toContain("Evil");
  });

  test("the page is stored nowhere and in no index", async () => {
    const { headers } = await admin.open(SETTINGS);
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("x-robots-tag")).toContain("noindex");
  });
});

test("a new name is on the next page that anybody opens", async () => {
  const saved = await admin.press(await admin.open(SETTINGS), "name", { name: "Locia & <friends>" });
  expect([saved.status, saved.location]).toEqual([303, `${SETTINGS}?saved=name#name-settings`]);
  expect((await admin.follow(saved)).html).toContain('role="status"');
  expect((await site.browser().open("/")).html).toContain("Locia &amp; &lt;friends&gt;");
});

test("a call to action stands in the header of public pages", async () => {
  await admin.press(await admin.open(SETTINGS), "call-to-action", {
    label: "Try it",
    url: "https://example.com/?a=1&b=2",
  });
  expect((await site.browser().open("/pages/about")).html).toContain(
    '<a class="cta" href="https://example.com/?a=1&amp;b=2">Try it</a>',
  );
});

test("every control of the page has a label and an id of its own", async () => {
  await admin.post(SETTINGS, { intent: "category-add", name: "API" });
  const { html } = await admin.open(SETTINGS);
  const ids = findElements(html, (element) => attribute(element, "id") !== undefined).map((e) => attribute(e, "id"));
  expect(ids).toEqual([...new Set(ids)]);
  const labelled = findElements(html, ({ tagName }) => tagName === "label").map((label) => attribute(label, "for"));
  const controls = findElements(
    html,
    (element) => ["input", "textarea", "select"].includes(element.tagName) && attribute(element, "type") !== "hidden",
  ).map((control) => attribute(control, "id"));
  expect(labelled.filter((id) => !controls.includes(id))).toEqual([]);
  expect(controls.filter((id) => !labelled.includes(id))).toEqual([]);
});

test("the form of all words fits into the number of fields that the server takes", async () => {
  const saved = await admin.press(await admin.open(SETTINGS), "status-labels", { "label-fixed-en": "Mended" });
  expect(saved.location).toContain("saved=status-labels");
});

describe("the accent", () => {
  test("comes as a stylesheet of its own on every page, kept for ever", async () => {
    await admin.press(await admin.open(SETTINGS), "accent", { accent: "#7a00a8" });
    expect((await site.browser().open("/")).html).toContain('<link rel="stylesheet" href="/accent.css?color=7a00a8"/>');
    const sheet = await site.browser().open("/accent.css?color=7a00a8");
    expect(sheet.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(sheet.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(sheet.html).toContain("--accent: #7a00a8");
  });

  test("that cannot be read comes back as typed, and one press takes the nearest that can", async () => {
    const refused = await admin.press(await admin.open(SETTINGS), "accent", { accent: "#77ddff" });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain("<title>Error: ");
    expect(errorsOf(refused.html)).toEqual([{ field: "accent", text: expect.stringContaining("#00769d") }]);
    expect(valueAt(refused.html, "accent")).toBe("#77ddff");

    await admin.press(refused, "accent", {}, { accent: "#00769d" });
    expect(valueAt((await admin.open(SETTINGS)).html, "accent")).toBe("#00769d");
  });

  test.each(["", "?color=", "?color=0b5b7", "?color=0b5b7a0", "?color=%230b5b7a", "?color=}body{}", "?color=teal"])(
    "/accent.css%s is not there",
    async (query) => {
      const sheet = await site.browser().open(`/accent.css${query}`);
      expect([sheet.status, sheet.html]).toEqual([404, ""]);
    },
  );
});

describe("the logo", () => {
  const png = (size: number) =>
    sharp({ create: { width: size, height: size, channels: 3, background: "#7a00a8" } })
      .png()
      .toBuffer();

  test("is shown in the header and given out for ever", async () => {
    expect((await sendLogo(admin, await png(128))).status).toBe(303);
    const { html } = await site.browser().open("/");
    const [, src] = /<img class="logo" src="([^"]+)" width="64" height="64"/.exec(html) ?? [];
    const file = await site.browser().open(String(src));
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect(file.headers.get("cache-control")).toContain("immutable");

    await admin.press(await admin.open(SETTINGS), "logo-remove");
    expect((await site.browser().open("/")).html).not.toContain('<img class="logo"');
    expect(readdirSync(join(site.dataDir, "files/site"))).toEqual([]);
  });

  test.each([
    ["no picture", Buffer.from("<svg/>"), "Choose a PNG"],
    ["one byte too large", Buffer.alloc(1_000_001), "up to 1 MB"],
    ["larger than the server reads", Buffer.alloc(3_000_000), "up to 1 MB"],
    ["empty", Buffer.alloc(0), "Choose a picture first"],
  ])("that is %s is refused at its field, and the connection holds", async (_, bytes, message) => {
    const refused = await sendLogo(admin, bytes);
    expect(refused.status).toBe(400);
    expect(errorsOf(refused.html)).toEqual([{ field: "logo", text: expect.stringContaining(message) }]);
  });
});

describe("categories", () => {
  test("are offered to people who write, in the order of the settings", async () => {
    for (const name of ["API", "Billing"]) await admin.press(await admin.open(SETTINGS), "category-add", { name });
    await admin.press(await admin.open(SETTINGS), "category-up");
    const { html } = await site.browser().open("/tickets/new");
    expect(html.indexOf("Billing")).toBeGreaterThan(0);
    expect(html.indexOf("API")).toBeGreaterThan(html.indexOf("Billing"));
  });

  test("a name that is taken comes back in the row it was typed in", async () => {
    for (const name of ["API", "Billing"]) await admin.post(SETTINGS, { intent: "category-add", name });
    const page = await admin.open(SETTINGS);
    const [, id] = /name="category" value="(\d+)"/.exec(page.html) ?? [];
    const refused = await admin.press(page, "category-rename", { name: "BILLING" }, { category: String(id) });
    expect(errorsOf(refused.html).map(({ field }) => field)).toEqual([`category-${id}`]);
    expect(valueAt(refused.html, `category-${id}`)).toBe("BILLING");
    expect(valueAt(refused.html, "new-category")).toBe("");
  });
});

describe("pages", () => {
  test.each(["imprint", "privacy", "about"])("/pages/%s is public, whole and linked in the footer", async (slug) => {
    const page = await site.browser().open(`/pages/${slug}`);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("public, no-cache");
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(page.html).toContain(`<link rel="canonical" href="${ORIGIN}/pages/${slug}"/>`);
    expect((await site.browser().open("/")).html).toContain(`href="/pages/${slug}"`);
  });

  test.each(["nothing", "..%2f..%2fpackage", "README", "imprint.en", "%00"])("/pages/%s is not there", async (slug) => {
    expect((await site.browser().open(`/pages/${slug}`)).status).toBe(404);
  });
});
