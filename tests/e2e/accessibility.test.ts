import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followToken } from "~/mail/follow-token.server.ts";
import { mailPath } from "~/urls.ts";
import { closePages, openChromium } from "../support/chromium.ts";
import { button, createAdmin, newPerson, plainBrowser, type RunningSite, runSite, signIn } from "../support/journey.ts";

const SECRET = "a secret that only tests know, 32 long";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LONG_TITLE = `Подсказки по адресу возвращают 400 на длинной строке, хотя в документации про длину ни слова: ${"x".repeat(60)}`;
const BODY = `Пишу так:\n\n\`\`\`bash\ncurl https://api.example/v2/suggest?query=${"address".repeat(20)}\n\`\`\`\n\n| день | час |\n|---|---|\n| среда | 16:40 |`;

let site: RunningSite;
let browser: Browser;
let visitor: Page;
let agent: Page;
let ticketPath: string;
const complaints: string[][] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([runSite({ SMTP_URL: "smtp://127.0.0.1:1", SECRET }), openChromium()]);
  await createAdmin(site);
  const people = await Promise.all([newPerson(browser, site), newPerson(browser, site)]);
  complaints.push(...people.map((person) => person.complaints));
  [visitor, agent] = people.map(({ page }) => page) as [Page, Page];
  await Promise.all([writeTickets(), signIn(agent)]);
  await answerTicket();
});
afterAll(async () => {
  await closePages(browser);
  expect(await site.stop()).toBe(0);
});

async function writeTickets(): Promise<void> {
  const other = plainBrowser(site);
  for (const kind of ["question", "idea", "thanks"]) {
    await other.press(await other.open("/tickets/new"), "send", {
      title: `${kind}: ${LONG_TITLE.slice(0, 120)}`,
      kind,
    });
  }
  await visitor.goto("/tickets/new?kind=problem");
  await visitor.locator("#title").fill(LONG_TITLE);
  await visitor.locator("#body").fill(BODY);
  await visitor.locator("#email").fill("olga@example.com");
  await button(visitor, "send").click();
  await visitor.waitForURL("**/received");
  ticketPath = new URL(visitor.url()).pathname.replace(/\/received$/, "");
}

async function answerTicket(): Promise<void> {
  await agent.goto(ticketPath);
  await agent.locator("#official").check();
  await agent.locator("#reply-body").fill(BODY);
  await agent.locator("#status").selectOption("not_a_bug");
  await agent.locator("#reason").fill("Предел в 300 символов нужен, теперь ошибка его называет.");
  await button(agent, "reply").click();
  await agent.locator(".reply--official").waitFor();
  await agent.locator("#reply-kind-note").check();
  await agent.locator("#reply-body").fill("A note for the team");
  await button(agent, "reply").click();
  await agent.locator(".reply.note").waitFor();
}

const pages: [string, () => Promise<Page>][] = [
  ["home", () => open(visitor, "/")],
  ["the list", () => open(visitor, "/tickets?kind=problem")],
  ["a ticket, for its author", () => open(visitor, ticketPath)],
  ["the form with errors", openFormWithErrors],
  ["the confirmation", () => open(visitor, `${ticketPath}/received`)],
  ["asking for a ticket's news", () => open(visitor, `${ticketPath}/follow`)],
  ["what a browser follows", () => open(visitor, "/mine")],
  ["where the link of a mail leads", () => open(visitor, mailPath(followToken(1, SECRET)))],
  ["thanks", () => open(visitor, "/thanks")],
  ["a page that is not there", () => open(visitor, "/tickets/999999-x")],
  ["sign-in", () => open(visitor, "/desk/sign-in")],
  ["the knowledge base", () => open(visitor, "/articles")],
  ["a category of it", () => open(visitor, "/articles/asking")],
  ["an article", () => openArticle(visitor)],
  ["an article, for the team", () => openArticle(agent)],
  ["what did not help in it", openHelpfulPage],
  ["the queue", () => open(agent, "/desk")],
  ["a ticket on the desk", () => open(agent, ticketPath)],
  ["the articles", () => open(agent, "/desk/articles")],
  ["the categories of articles", () => open(agent, "/desk/articles/categories")],
  ["the editor, with a preview", openEditor],
  ["what changed in an article", openRevisions],
  ["the settings", () => open(agent, "/desk/settings")],
  ["the people", () => open(agent, "/desk/people")],
  ["chats and programs", () => open(agent, "/desk/hooks?kind=webhook")],
  ["what an agent hears of", () => open(agent, "/desk/news")],
  ["what is searched for", openSearchedWords],
  ["an answer that was found", () => open(visitor, `/search/answered?answer=ticket-${/\d+/.exec(ticketPath)}`)],
];

test.each(pages)("%s is accessible, wide and narrow, light and dark", async (_, openPage) => {
  const page = await openPage();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `pixels to scroll sideways at ${width}`).toBeLessThanOrEqual(0);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    const isLoaded = width !== 1280;
    expect(await violations(page, isLoaded, (axe) => axe.withTags(TAGS)), `${width} px, light`).toEqual([]);
    // Colours do not depend on the width.
    if (width === 320) continue;
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, true, (axe) => axe.withRules("color-contrast")), `${width} px, dark`).toEqual([]);
  }
});

/**
 * One line per finding. Legacy: no page has a frame, and the other mode opens an empty page for each run. `isLoaded`:
 * the page has axe from a run before, and need not read half a megabyte of it again.
 */
async function violations(page: Page, isLoaded: boolean, choose: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = new AxeBuilder({ page, axeSource: isLoaded ? ";" : undefined }).setLegacyMode();
  const found = await choose(axe.options({ resultTypes: ["violations"] })).analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`));
}

test("no page complained in the console", () => {
  expect(
    complaints.flat().filter((line) => !line.includes("status of 404") && !line.includes("status of 400")),
  ).toEqual([]);
});

async function open(page: Page, path: string): Promise<Page> {
  await page.goto(path);
  return page;
}

async function openSearchedWords(): Promise<Page> {
  await open(visitor, `/search?q=${encodeURIComponent("несуществующее длинноеслововодинадцатьбукв")}`);
  return open(agent, "/desk/search");
}

/** A draft of the answered ticket. */
async function openEditor(): Promise<Page> {
  await agent.goto(ticketPath);
  await agent.locator('button[value="from-ticket"]').click();
  await agent.locator("#slug").waitFor();
  await button(agent, "preview").click();
  await agent.locator("#preview").waitFor();
  return agent;
}

async function openRevisions(): Promise<Page> {
  await agent.goto(ticketPath);
  await agent.locator('.facts a[href^="/desk/articles/"]').click();
  await agent.locator("#body").fill("Предел в 300 символов.\n\nОшибка его называет.");
  await button(agent, "save").click();
  await agent.waitForURL("**/*done=save");
  await agent.goto(`${new URL(agent.url()).pathname}/revisions`);
  return agent;
}

/** The longest that comes with the program. */
async function openArticle(page: Page): Promise<Page> {
  await page.goto("/articles/formatting");
  await page.locator(".article-contents").waitFor({ state: "attached" });
  return page;
}

async function openHelpfulPage(): Promise<Page> {
  await openArticle(visitor);
  await button(visitor, "no").click();
  await visitor.waitForURL("**/helpful");
  return visitor;
}

async function openFormWithErrors(): Promise<Page> {
  await visitor.goto("/tickets/new");
  await visitor.locator("#name").fill("Support team");
  await button(visitor, "send").click();
  await visitor.locator(".error-summary").waitFor();
  return visitor;
}
