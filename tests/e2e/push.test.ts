import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pushWorkerPath } from "~/urls.ts";
import { closePages, openChromium } from "../support/chromium.ts";
import { plainBrowser, runSite } from "../support/journey.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-push-"));
const browser = await openChromium();
let site: Awaited<ReturnType<typeof runSite>>;
let ticketUrl: string;

beforeAll(async () => {
  site = await runSite({ dataDir });
  const writer = plainBrowser(site);
  const sent = await writer.press(await writer.open("/tickets/new"), "send", {
    title: "Where is the button for a new invoice?",
    body: "The page of my account shows none, and the help does not say where it went.",
  });
  ticketUrl = `${site.origin}${/^\/tickets\/[^/]+/.exec(sent.location ?? "")?.[0]}`;
}, 60_000);

afterAll(async () => {
  await closePages(browser);
  await site.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const ENDPOINT = "https://push.services.mozilla.com/wpush/v2/of-this-browser";

/** Stands in for the push service, which a machine without a network cannot reach. All else is the browser's own. */
function standIn(endpoint: string) {
  const asked: unknown[] = [];
  Object.assign(window, { asked });
  PushManager.prototype.subscribe = async (options) => {
    asked.push(options?.applicationServerKey);
    const keys = { p256dh: `BA${"x".repeat(85)}`, auth: "a".repeat(22) };
    return { toJSON: () => ({ endpoint, keys }) } as unknown as PushSubscription;
  };
}

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(standIn, ENDPOINT);
  await page.goto(ticketUrl);
  return page;
}

const BUTTON = "Notify me in this browser";

test("asks nobody before the button is pressed; after it the page says that it is on, and one press stops it", async () => {
  const context = await browser.newContext();
  await context.grantPermissions(["notifications"], { origin: site.origin });
  const page = await open(context);
  expect(await page.evaluate(() => (window as unknown as { asked: unknown[] }).asked)).toEqual([]);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
  await page.getByRole("button", { name: BUTTON }).click();
  await page.getByText("This browser shows the news of this ticket.").waitFor();
  expect(page.url()).toBe(`${ticketUrl}#follow`);
  await page.goto(`${site.origin}/mine`);
  await page.getByRole("heading", { name: "This browser shows the news of" }).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.goto(ticketUrl);
  await page.getByRole("button", { name: BUTTON }).waitFor();
  await context.close();
}, 60_000);

test("somebody who does not allow it reads why nothing happens, and one who refused before is not offered it", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    Notification.requestPermission = async () => "denied";
    Object.defineProperty(Notification, "permission", { get: () => localStorage.getItem("said") ?? "default" });
  });
  await page.goto(ticketUrl);
  await page.getByRole("button", { name: BUTTON }).click();
  await page.getByText("Your browser did not allow it.").waitFor();
  await page.evaluate(() => localStorage.setItem("said", "denied"));
  await page.reload();
  expect(await page.getByRole("button", { name: BUTTON }).count()).toBe(0);
  await context.close();
}, 60_000);

test("without JavaScript there is no button that does nothing", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(ticketUrl);
  expect(await page.getByText(BUTTON).isVisible()).toBe(false);
  await context.close();
}, 30_000);

test("the worker shows a push, the same one once, and the newest news of a ticket in place of the last", async () => {
  const context = await browser.newContext();
  await context.grantPermissions(["notifications"], { origin: site.origin });
  const page = await context.newPage();
  await page.goto(ticketUrl);
  const cdp = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await cdp.send("ServiceWorker.enable");
  await page.evaluate((address) => navigator.serviceWorker.register(address), pushWorkerPath());
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const registrationId = await found;
  const push = (payload: object) =>
    cdp.send("ServiceWorker.deliverPushMessage", {
      ...{ origin: site.origin, registrationId, data: JSON.stringify(payload) },
    });
  const shown = () =>
    page.evaluate(async () => {
      const { active, getNotifications } = await navigator.serviceWorker.ready;
      const all = await getNotifications.call(await navigator.serviceWorker.ready);
      return active && all.map(({ title, body, lang, tag, data }) => ({ title, body, lang, tag, url: data.url }));
    });
  const payload = { key: "1", title: "Счёт", body: "Ответ", lang: "ru", tag: "ticket-1", url: "/tickets/1#reply-2" };
  const seen = { title: "Счёт", body: "Ответ", lang: "ru", tag: "ticket-1", url: "/tickets/1#reply-2" };
  // A busy browser may miss one, so it is sent until it is there: the same push is one notification however often.
  const isShown = (payload: object) => {
    const send = async () => {
      await push(payload);
      return shown();
    };
    return expect.poll(send, { timeout: 60_000, interval: 1_000 });
  };
  await isShown(payload).toEqual([seen]);
  await isShown({ ...payload, key: "2", body: "Ещё ответ" }).toEqual([{ ...seen, body: "Ещё ответ" }]);
  await context.close();
}, 130_000);
