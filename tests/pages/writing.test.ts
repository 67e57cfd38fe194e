import { describe, expect, test } from "vitest";
import { attribute, findElements } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();

const words = { title: "Оплата не проходит, код 400", body: "Пишу:\n\n```js\nconst sum = 1;\n```" };

/** Writes a ticket through the form, as a visitor does, and opens the confirmation. */
async function write(fields: Record<string, string> = {}) {
  const browser = site.browser();
  const form = await browser.open("/tickets/new?kind=problem");
  const sent = await browser.press(form, "send", { title: words.title, body: words.body, ...fields });
  const received = await browser.follow(sent);
  return { browser, form, sent, received };
}

describe("writing a ticket", () => {
  test("a visitor writes at once and gets number and secret link", async () => {
    const { sent, received } = await write();
    expect(sent.status).toBe(303);
    expect(sent.location).toMatch(/^\/tickets\/\d+-oplata-ne-prokhodit-kod-400\/received\?receipt=/);
    expect(received.status).toBe(200);
    expect(received.html).toMatch(/№.\d+/);
    expect(received.html).toMatch(/http:\/\/forum\.test\/m\/\d+-[\w-]{43}/);
    expect(received.headers.get("cache-control")).toBe("private, no-store");
  });

  test("where no mail server is set, no page has a word of mail, and an address that is sent is not read", async () => {
    const { sent, browser, form } = await write({ title: "Оплата без почты", email: "no address at all" });
    expect(sent.status).toBe(303);
    const path = String(sent.location).replace(/\/received.*/, "");
    const pages = [form, await browser.open(path), await site.browser().open(path), await browser.open("/mine")];
    for (const { html } of pages) expect(html).not.toMatch(/type="email"|name="email"/);
    const follow = { intent: "follow", email: "reader@example.com" };
    expect((await site.browser().post(`${path}/follow`, follow)).status).toBe(404);
    expect(await site.db.selectFrom("mail_addresses").select("id").execute()).toEqual([]);
  });

  test("its page speaks the ticket's language, shows the code highlighted, and sets no cookie on strangers", async () => {
    const { sent } = await write({ title: "Оплата падает" });
    const path = String(sent.location).replace(/\/received.*/, "");
    const page = await site.browser().open(path);
    expect(page.html).toContain('<html lang="ru">');
    expect(page.html).toContain('<span class="hljs-keyword">const</span>');
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(page.headers.get("cache-control")).toBe("public, no-cache");
  });

  test("the confirmation is for its author: a stranger gets the page of a number that never was", async () => {
    const { sent } = await write();
    const path = String(sent.location).replace(/\?.*/, "");
    const page = await site.browser().open(path);
    expect(page.status).toBe(404);
    expect(page.html).toBe((await site.browser().open("/tickets/999999-never/received")).html);
  });

  test("without a returned cookie the receipt still shows the confirmation", async () => {
    const { sent } = await write();
    const page = await site.browser().open(String(sent.location));
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/\/m\/\d+-/);
  });

  test("an empty title comes back with an error at the field and everything else as typed", async () => {
    const { sent } = await write({ title: "  ", name: "Олег", visibility: "private" });
    expect(sent.status).toBe(400);
    expect(sent.html).toMatch(/<title>Error: /);
    expect(sent.html).toContain('href="#title"');
    expect(sent.html).toContain('aria-invalid="true"');
    expect(sent.html).toContain("const sum = 1;");
    const checked = findElements(sent.html, (one) => attribute(one, "checked") !== undefined);
    expect(checked.map((one) => attribute(one, "id"))).toEqual(["kind-problem", "visibility-private"]);
  });

  test.each([
    { field: "title", value: "x".repeat(161), message: "160" },
    { field: "body", value: "x".repeat(20_001), message: "20,000" },
    { field: "name", value: "x".repeat(61), message: "60" },
    { field: "name", value: "Support team", message: "another name" },
    { field: "category", value: "77", message: "category" },
    { field: "kind", value: "spell", message: "Choose what brings you here" },
  ])("a $field that does not fit is refused with what to do ($message)", async ({ field, value, message }) => {
    const { sent } = await write({ [field]: value });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain(message);
  });

  test("the same form sent twice makes one ticket", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const fields = { title: "Sent by a double click" };
    const [first, second] = await Promise.all([
      browser.press(form, "send", fields),
      browser.press(form, "send", fields),
    ]);
    const path = (location: string | null) => String(location).replace(/\?.*/, "");
    expect(path(first.location)).toBe(path(second.location));
    const made = await site.db.selectFrom("tickets").select("id").where("title", "=", fields.title).execute();
    expect(made).toHaveLength(1);
  });

  test("the same form sent again with another text asks before it makes a second ticket", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    await browser.press(form, "send", { title: "First words" });
    const again = await browser.press(form, "send", { title: "Second words" });
    expect(again.status).toBe(409);
    expect(again.html).toContain("Second words");
    expect((await browser.press(again, "send")).status).toBe(303);
  });

  test("the preview shows the text rendered and keeps it in the form", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const preview = await browser.press(form, "preview", { title: "A title", body: "**bold** words" });
    expect(preview.status).toBe(200);
    expect(preview.html).toContain("<strong>bold</strong>");
    expect(preview.html).toContain("**bold** words");
    expect((await browser.press(preview, "send")).status).toBe(303);
  });

  test("a form without our token is refused, and the text comes back", async () => {
    const browser = site.browser();
    const sent = await browser.post("/tickets/new", { intent: "send", title: "No token here" });
    expect(sent.status).toBe(403);
    expect(sent.html).toContain("No token here");
  });

  test("a form from another site is refused, and nothing is written", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const headers = { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" };
    const fields = {
      intent: "send",
      title: "From elsewhere",
      form_token: /form_token" value="([^"]+)/.exec(form.html)?.[1] ?? "",
    };
    const sent = await browser.post("/tickets/new", fields, headers);
    expect(sent.status).toBe(403);
    expect(sent.html).toContain("From elsewhere");
    const made = await site.db.selectFrom("tickets").select("id").where("title", "=", "From elsewhere").execute();
    expect(made).toEqual([]);
  });

  test("a body over the limit is answered with 413 and what was read of it", async () => {
    const browser = site.browser();
    const sent = await browser.post("/tickets/new", { title: "A very long one", body: "x".repeat(1_100_000) });
    expect(sent.status).toBe(413);
    expect(sent.html).toContain("A very long one");
  });

  test("too many tickets from one network are answered with 429 and the text", async () => {
    const browser = site.browser();
    let last = await browser.open("/tickets/new");
    for (let n = 0; n <= 50; n++) {
      last = await browser.press(await browser.open("/tickets/new"), "send", { title: `Flood number ${n}` });
    }
    expect(last.status).toBe(429);
    expect(last.html).toContain("Flood number 50");
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = site.browser();
    expect((await other.press(await other.open("/tickets/new"), "send", { title: "Another network" })).status).toBe(
      303,
    );
  });
});
