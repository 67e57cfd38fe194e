import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePages, openChromium } from "../support/chromium.ts";
import { ADMIN, button, newPerson, runSite, signIn } from "../support/journey.ts";

let browser: Browser;
const dataDir = mkdtempSync(join(tmpdir(), "glasno-first-run-"));
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => {
  await closePages(browser);
  rmSync(dataDir, { recursive: true, force: true });
});

test.each([
  ["with JavaScript", true],
  ["without JavaScript", false],
])("the first start prints an address that makes the first admin, once: %s", async (label, javaScript) => {
  const folder = join(dataDir, label.split(" ")[0] ?? "");
  const site = await runSite({ dataDir: folder });
  const { page, complaints } = await newPerson(browser, site, { javaScript });
  await page.goto(site.welcomePath ?? "");
  await page.locator("#name").fill(ADMIN.name);
  await page.locator("#email").fill(ADMIN.email);
  await page.locator("#password").fill(ADMIN.password);
  await button(page, "welcome").click();
  await page.waitForURL("**/desk");
  expect(await page.locator(".desk-header__me").innerText()).toContain(ADMIN.name);
  await page.goto("/desk/settings");
  expect(await page.locator("#site-name").inputValue()).toBe("Glasno");

  const used = await page.goto(site.welcomePath ?? "");
  expect(used?.status(), "the address is used up").toBe(404);

  await page.goto("/desk");
  await page.locator('form[action="/desk/sign-out"] button').click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/desk");
  expect(new URL(page.url()).pathname).toBe("/desk/sign-in");
  await signIn(page);
  expect(await page.locator(".desk-header__me").innerText()).toContain(ADMIN.name);
  expect(complaints.filter((line) => !line.includes("status of 404"))).toEqual([]);
  expect(await site.stop()).toBe(0);

  const again = await runSite({ dataDir: folder });
  expect(again.welcomePath, "there is an admin now").toBeUndefined();
  await page.context().clearCookies();
  expect(await again.stop()).toBe(0);
});
