import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePages, openChromium } from "../support/chromium.ts";
import { button, newPerson, plainBrowser, type RunningSite, runSite } from "../support/journey.ts";
import { picture, png, pngThatSays, pngWithBomb } from "../support/pictures.ts";

let site: RunningSite;
let browser: Browser;
let ticketPath: string;
let shot: Buffer;

beforeAll(async () => {
  [site, browser] = await Promise.all([runSite(), openChromium()]);
  const author = plainBrowser(site);
  const sent = await author.press(await author.open("/tickets/new"), "send", { title: "The map stays empty" });
  ticketPath = String(sent.location).replace(/\/received.*/, "");
  shot = await picture(1500, 750).png().toBuffer();
});
afterAll(async () => {
  await closePages(browser);
  expect(await site.stop()).toBe(0);
});

/** Drawing takes a moment of its own, the first time with a process to start. */
const DRAWN_WITHIN_MS = 40_000;
const WAITING = { timeout: 20_000 };
const BODY = "It looks like this:\n\n```\nGET /map 500\n```";

/** The last picture of the thread, once it is there. */
async function shownPicture(page: Page) {
  const image = page.locator(".reply .files img").last();
  await image.scrollIntoViewIfNeeded();
  await expect
    .poll(() => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth), WAITING)
    .toBe(1400);
  return image;
}

test("a screenshot is pasted into a reply, seen, and opened at full size", async () => {
  const { page, complaints } = await newPerson(browser, site);
  page.setDefaultTimeout(DRAWN_WITHIN_MS);
  await page.goto(ticketPath);
  await page.locator("#reply-body").fill(BODY);
  expect(await page.locator("#files-alt").isVisible(), "asked only of pictures that are there").toBe(false);
  await page.locator("#reply-body").evaluate((field, bytes) => {
    const clipboard = new DataTransfer();
    const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    clipboard.items.add(new File([raw], "image.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
  }, shot.toString("base64"));
  await page.getByText("Added: image.png").waitFor();
  await page.locator("#files-alt").fill("An empty map");
  await button(page, "preview").click();
  await page.locator(".preview .files img").waitFor();
  await button(page, "reply").click();
  await page.waitForURL("**/*#reply-*");

  const image = await shownPicture(page);
  expect(await image.getAttribute("alt")).toBe("An empty map");
  await image.click();
  const dialog = page.locator("dialog");
  const full = dialog.locator("img");
  await expect.poll(() => full.evaluate((one: HTMLImageElement) => one.naturalWidth), WAITING).toBe(1500);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".code-box button").last().click();
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("GET /map 500");
});

test("the same with the file button and without JavaScript", async () => {
  const { page, complaints } = await newPerson(browser, site, { javaScript: false });
  page.setDefaultTimeout(DRAWN_WITHIN_MS);
  await page.goto(ticketPath);
  await page.locator("#reply-body").fill("Without a script");
  await page.locator("#files").setInputFiles({ name: "map.png", mimeType: "image/png", buffer: shot });
  const question = page.locator("#files-alt");
  expect(await question.isVisible(), "folded where no script knows whether there are pictures").toBe(false);
  await page.getByText("Describe the pictures").click();
  await question.fill("The map again");
  await button(page, "reply").click();
  await page.waitForURL("**/*#reply-*");
  const image = page.locator(".reply .files img").last();
  expect(await image.getAttribute("alt")).toBe("The map again");
  await image.click();
  await page.waitForURL(/\/files\/\d+\/map-1500x750\.webp$/);
  expect(complaints).toEqual([]);
});

test("T4: pictures that unpack to gigabytes leave the memory of the site as it was", async () => {
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.pid}/status`, "utf8"))?.[1]) / 1024;
  const author = plainBrowser(site);
  const form = await author.open("/tickets/new");
  const send = (bytes: Buffer) =>
    author.pressWithFiles(form, "preview", [new File([new Uint8Array(bytes)], "bomb.png")], { title: "x" });
  const progressive = await picture(5_000, 5_000).jpeg({ progressive: true }).toBuffer();
  const hidden = pngWithBomb();
  await send(await png());
  const before = memory();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memory());
  }, 5);
  const statuses: number[] = [];
  try {
    for (const size of [60_000, 2 ** 31 - 1]) statuses.push((await send(pngThatSays(size, size))).status);
    // The most that is taken, in the form that costs a decoder most.
    for (const bytes of [hidden, progressive]) statuses.push((await send(bytes)).status);
  } finally {
    clearInterval(watch);
  }
  expect(statuses).toEqual([400, 400, 200, 200]);
  expect(most - before).toBeLessThan(50);
});
