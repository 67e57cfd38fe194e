import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePages, openChromium } from "../support/chromium.ts";
import { button, newPerson, type RunningSite, runSite } from "../support/journey.ts";

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([runSite(), openChromium()]);
});
afterAll(async () => {
  await closePages(browser);
  expect(await site.stop()).toBe(0);
});

const TITLE = "Как перенести записи из таблицы?";

const both = [
  ["with JavaScript", true],
  ["without JavaScript", false],
] as const;

test.each(both)("a ticket can be written by keyboard alone, %s", async (_, javaScript) => {
  const { page, complaints } = await newPerson(browser, site, { javaScript });
  await page.goto("/tickets/new");
  await tabTo(page, ".skip-link");
  await page.keyboard.press("Enter");
  await tabTo(page, "#kind-question");
  await page.keyboard.press("ArrowRight");
  expect(await page.locator("#kind-problem").isChecked()).toBe(true);
  await tabTo(page, "#title");
  await page.keyboard.type(TITLE);
  await tabTo(page, "#body");
  await page.keyboard.type("340 строк.");
  await tabTo(page, "#visibility-public");
  await page.keyboard.press("ArrowDown");
  expect(await page.locator("#visibility-private").isChecked()).toBe(true);
  await tabTo(page, "#name");
  await tabTo(page, "button[value=send]");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/received");
  await tabTo(page, "main a.button");
  await page.keyboard.press("Enter");
  await page.locator("#ticket").waitFor();
  expect(await page.locator("h1").innerText()).toContain(TITLE);
  expect(complaints).toEqual([]);
});

test("errors get the focus, and their links lead into the fields", async () => {
  const { page } = await newPerson(browser, site);
  await page.goto("/tickets/new");
  await page.locator("#body").fill("Text without a title");
  await button(page, "send").focus();
  await page.keyboard.press("Enter");
  await page.locator(".error-summary").waitFor();
  await expect.poll(() => isFocused(page, ".error-summary")).toBe(true);
  await tabTo(page, ".error-summary a");
  await page.keyboard.press("Enter");
  await expect.poll(() => isFocused(page, "#title")).toBe(true);
  expect(await page.locator("#title").getAttribute("aria-invalid")).toBe("true");
  expect(await page.locator("#body").inputValue(), "nothing is lost").toBe("Text without a title");
  await page.keyboard.type(TITLE);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/received");
});

test.each(both)("a double click on send makes one ticket, %s", async (label, javaScript) => {
  const { page } = await newPerson(browser, site, { javaScript });
  const title = `Pressed twice ${label}`;
  await page.goto("/tickets/new");
  await page.locator("#title").fill(title);
  await button(page, "send").dblclick();
  await page.waitForURL("**/received");
  // Not what is listed as this browser's own: had the first answer been cut off, its cookie never came.
  await page.goto("/tickets");
  expect(await page.locator(".ticket-card", { hasText: title }).count()).toBe(1);
});

test.each(both)("the same form sent from one page twice makes one ticket, %s", async (label, javaScript) => {
  const { page, context } = await newPerson(browser, site, { javaScript });
  const title = `Sent twice ${label}`;
  await page.goto("/tickets/new");
  await page.locator("#title").fill(title);
  for (let presses = 0; presses < 2; presses++) {
    // A second press that soon is ignored, with JavaScript.
    if (presses > 0 && javaScript) await page.waitForTimeout(2_100);
    const opened = context.waitForEvent("page");
    await button(page, "send").click({ modifiers: ["ControlOrMeta"] });
    await (await opened).waitForURL("**/received");
  }
  await page.goto("/tickets");
  expect(await page.locator(".ticket-card", { hasText: title }).count()).toBe(1);
});

test.each(both)("going back after sending shows a fresh form, %s", async (_, javaScript) => {
  const { page } = await newPerson(browser, site, { javaScript });
  await page.goto("/tickets/new");
  await page.locator("#title").fill(TITLE);
  await button(page, "send").click();
  await page.waitForURL("**/received");
  await page.goBack();
  expect(await page.locator("#title").inputValue()).toBe("");
});

test("a draft survives a reload until it was sent", async () => {
  const { page } = await newPerson(browser, site);
  await page.goto("/tickets/new");
  await page.locator("#kind-idea").check();
  await page.locator("#title").fill(TITLE);
  await page.locator("#body").fill("Начал писать, и поезд вошёл в туннель.");
  await page.reload();
  expect(await page.locator("#body").inputValue()).toBe("Начал писать, и поезд вошёл в туннель.");
  expect(await page.locator("#kind-idea").isChecked()).toBe(true);
  await page.locator(".draft-note button").waitFor();
  await button(page, "send").click();
  await page.waitForURL("**/received");
  await page.goto("/tickets/new");
  expect(await page.locator("#title").inputValue(), "what was sent does not come back").toBe("");
});

/** Presses Tab until the focus is there; on its way it must always be in sight. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    const invisible = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const box = focused.getBoundingClientRect();
      const isRinged = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      return isRinged && box.width > 0 && box.bottom > 0 ? null : focused.outerHTML.slice(0, 120);
    });
    expect(invisible, "the focus cannot be seen").toBeNull();
    if (await isFocused(page, selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

async function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
}
