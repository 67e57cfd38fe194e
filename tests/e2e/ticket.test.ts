import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closePages, openChromium } from "../support/chromium.ts";
import {
  ADMIN,
  button,
  createAdmin,
  newPerson,
  plainBrowser,
  type RunningSite,
  runSite,
  signIn,
} from "../support/journey.ts";

const PROBLEM = {
  title: "Отчёт за месяц не открывается",
  body: "Нажимаю «Открыть», и вот что в консоли:\n\n```js\nthrow new TypeError(`нет отчёта за ${month}`);\n```\n\nЖдал таблицу.",
};
const ANSWER = "Посмотрели в журнал: отчёт собран, но лежит не там. Какой у вас тариф?";
const REASON = "Нужен ваш тариф: у них разные хранилища.";
const NOTE = "Хранилище переехало в среду, виноваты мы.";
const DETAILS = "Тариф «Студия», с начала года.";

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => closePages(browser));

describe.each([
  { javaScript: true, label: "with JavaScript" },
  { javaScript: false, label: "without JavaScript" },
])("$label", ({ javaScript }) => {
  let site: RunningSite;
  const complaints: string[][] = [];
  beforeAll(async () => {
    site = await runSite();
    await createAdmin(site);
  });
  afterAll(async () => {
    expect(await site.stop()).toBe(0);
  });

  const person = async () => {
    const { page, complaints: own } = await newPerson(browser, site, { javaScript });
    complaints.push(own);
    return page;
  };

  test("a problem is written, asked about, answered, and read by everyone", async () => {
    const visitor = await person();
    const { path, secretLink } = await writeProblem(visitor, "public");
    await expectCode(visitor, path);
    await writeLater(site);

    const agent = await person();
    await signIn(agent);
    const first = agent.locator(".queue-row").first();
    expect(await first.innerText()).toContain(PROBLEM.title);
    await first.getByRole("link").click();
    await expect.poll(() => agent.title()).toContain(PROBLEM.title);
    await reply(agent, { body: ANSWER, official: true, status: "needs_info", reason: REASON });
    expect(await agent.locator(".facts [data-status]").getAttribute("data-status")).toBe("needs_info");
    await reply(agent, { body: NOTE, kind: "note" });
    expect(await agent.locator(".reply.note .body").innerText()).toBe(NOTE);

    const elsewhere = await person();
    await elsewhere.goto(secretLink);
    expect(new URL(elsewhere.url()).pathname, "the secret is in no address").toBe(path);
    expect(await statusOf(elsewhere)).toBe("needs_info");
    expect(await elsewhere.locator(".status-line").innerText()).toContain(REASON);
    await elsewhere.locator("#reply-body").fill(DETAILS);
    await button(elsewhere, "reply").click();
    await elsewhere.getByText(DETAILS).waitFor();
    expect(await statusOf(elsewhere), "the reply reopens it").toBe("new");
    await agent.goto("/desk");
    expect(await agent.locator(".queue").innerText(), "and brings it back into the queue").toContain(PROBLEM.title);

    await button(elsewhere, "accept", ".reply.team").click();
    await elsewhere.locator(".reply--accepted").waitFor();
    expect(await statusOf(elsewhere)).toBe("fixed");

    const stranger = await person();
    const { html } = await read(stranger, path);
    expect(await stranger.locator(".reply--official .body").innerText()).toBe(ANSWER);
    const history = stranger.locator(".ticket-event [data-status]");
    const statuses = await history.evaluateAll((badges) => badges.map((badge) => badge.getAttribute("data-status")));
    expect(statuses).toEqual(["needs_info", "new", "fixed"]);
    expect(await stranger.locator(".thread__list").innerText()).toContain(REASON);
    const secrets = [NOTE, ADMIN.email, secretLink, secretLink.split("/m/")[1]];
    for (const secret of secrets) expect(html).not.toContain(secret);
    expect(await stranger.locator("button[value=accept], .author-tools, .note").count()).toBe(0);
  });

  test("a private problem is for everybody else a page that never was", async () => {
    const visitor = await person();
    const { path, secretLink } = await writeProblem(visitor, "private");

    const stranger = await person();
    const hidden = await read(stranger, path);
    expect(hidden.status).toBe(404);
    expect(hidden, "byte for byte").toEqual(await read(stranger, "/tickets/999999-x"));
    for (const list of ["/", "/tickets", "/tickets?kind=problem", "/mine"]) {
      expect((await read(stranger, list)).html, list).not.toContain(path);
    }

    const elsewhere = await person();
    await elsewhere.goto(secretLink);
    expect(await elsewhere.locator("h1").innerText()).toContain(PROBLEM.title);

    const agent = await person();
    await signIn(agent);
    await agent.goto(path);
    await reply(agent, { body: ANSWER, status: "in_progress" });
    await elsewhere.reload();
    expect(await elsewhere.locator(".reply.team .body").innerText()).toBe(ANSWER);
    expect(await read(stranger, path), "an answer changes nothing of that").toEqual(hidden);
  });

  test("no page complained in the console", () => {
    const expected = /status of 404/; // the stranger looked for what is not there
    expect(complaints.flat().filter((line) => !expected.test(line))).toEqual([]);
  });
});

async function writeProblem(
  page: Page,
  visibility: "public" | "private",
): Promise<{ path: string; secretLink: string }> {
  await page.goto("/tickets/new");
  await page.locator("#kind-problem").check();
  await page.locator("#title").fill(PROBLEM.title);
  await page.locator("#body").fill(PROBLEM.body);
  await page.locator(`#visibility-${visibility}`).check();
  await page.locator("#name").fill("Полина");
  await button(page, "send").click();
  await page.waitForURL("**/received");
  const path = new URL(page.url()).pathname.replace(/\/received$/, "");
  expect(await page.locator("h1").innerText(), "the number").toContain(/\/(\d+)-/.exec(path)?.[1]);
  const secretLink = await page.locator("#secret-url").inputValue();
  expect(secretLink).toMatch(/^http:\/\/localhost:\d+\/m\/\d+-[\w-]{40,}$/);
  return { path, secretLink };
}

/** Opens a page and reads it as it was sent. */
async function read(page: Page, path: string): Promise<{ status?: number; html: string }> {
  const response = await page.goto(path);
  return { status: response?.status(), html: (await response?.text()) ?? "" };
}

/** What the author sees of their text: the code as code, in a page of its language. A busy machine renders it later. */
async function expectCode(page: Page, path: string): Promise<void> {
  const readCode = async () => {
    await page.goto(path);
    return page.locator("#ticket pre code").allInnerTexts();
  };
  await expect.poll(readCode, { timeout: 10_000 }).toEqual(["throw new TypeError(`нет отчёта за ${month}`);\n"]);
  expect(await page.locator("html").getAttribute("lang")).toBe("ru");
}

/** Somebody else's, who has not waited as long. */
async function writeLater(site: RunningSite): Promise<void> {
  const browser = plainBrowser(site);
  const form = await browser.open("/tickets/new");
  await browser.press(form, "send", { title: "A question that came later", kind: "question" });
}

interface Answer {
  body: string;
  kind?: "note";
  official?: boolean;
  status?: string;
  reason?: string;
}

async function reply(agent: Page, { body, kind, official, status, reason }: Answer): Promise<void> {
  if (kind) await agent.locator(`#reply-kind-${kind}`).check();
  if (official) await agent.locator("#official").check();
  await agent.locator("#reply-body").fill(body);
  if (status) await agent.locator("#status").selectOption(status);
  if (reason) await agent.locator("#reason").fill(reason);
  await button(agent, "reply").click();
  await agent.locator(".desk-thread .reply .body", { hasText: body }).waitFor();
}

async function statusOf(page: Page): Promise<string | null> {
  return page.locator(".status-line [data-status]").getAttribute("data-status");
}
