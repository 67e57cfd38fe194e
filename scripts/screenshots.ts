/** npm run screenshots: the README's pictures, of the built site with the demo in it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { launchChromium } from "../tests/support/chromium.ts";
import { ADMIN, button, newPerson, type PersonOptions, type RunningSite, runSite } from "../tests/support/journey.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const USAGE = `Usage: npm run screenshots [-- <folder>]
  <folder>  gets whole pages to look at as well: wide and narrow, light and dark`;

const FOLDER = "public/readme";

/** The pictures and how high they are: each ends where a thought does. */
const pictures = { home: 1080, ticket: 1270, desk: 790 };

async function main(folder: string | undefined): Promise<void> {
  const dataDir = makeTemporaryFolder("screenshots");
  const run = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, ["--import", "tsx", script, ...args], {
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  run("scripts/build.ts", "--if-stale");
  const welcomePath = /\/welcome\/[\w-]+/.exec(run("scripts/seed.ts"))?.[0] ?? "";
  const site = await runSite({ dataDir, SITE_LOCALE: process.env.SITE_LOCALE });
  const browser = await launchChromium();
  try {
    const session = await openSession(browser, site, welcomePath);
    await takeReadmePictures(browser, site, session);
    if (folder) await takePages(browser, site, { session, folder });
  } finally {
    await browser.close();
    await site.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Cookies = Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;

/** The demo's admin comes in by the one-time address. */
async function openSession(browser: Browser, site: RunningSite, welcomePath: string): Promise<Cookies> {
  const { context, page } = await newPerson(browser, site);
  await page.goto(welcomePath);
  await page.locator("#password").fill(ADMIN.password);
  await button(page, "welcome").click();
  await page.waitForURL("**/desk");
  return context.cookies();
}

/** What there is to see; the desk's pages come with the admin's session. */
const pages: Record<string, { open: (page: Page) => Promise<unknown>; isDesk?: boolean }> = {
  home: { open: (page) => page.goto("/") },
  ticket: { open: openTicket },
  desk: { open: (page) => page.goto("/desk"), isDesk: true },
  tickets: { open: (page) => page.goto("/tickets") },
  new: { open: (page) => page.goto("/tickets/new?kind=problem") },
  thanks: { open: (page) => page.goto("/thanks") },
  "desk-ticket": { open: openTicket, isDesk: true },
  "desk-settings": { open: (page) => page.goto("/desk/settings"), isDesk: true },
};

/** The mended problem that most people had: code, an official answer, one that helped, its history. */
async function openTicket(page: Page): Promise<void> {
  await page.goto("/tickets?kind=problem&status=fixed&sort=votes");
  await page.locator(".ticket-card a").first().click();
  await page.locator("#ticket").waitFor();
}

async function takeReadmePictures(browser: Browser, site: RunningSite, session: Cookies): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, height] of Object.entries(pictures)) {
    const page = await openPage(browser, site, { name, session });
    await page.setViewportSize({ width: 1280, height });
    const picture = await compress(await page.screenshot());
    const file = join(FOLDER, `${name}.png`);
    writeFileSync(file, picture);
    console.log(`${file}: ${Math.round(picture.length / 1000)} KB`);
    await page.context().close();
  }
}

async function takePages(
  browser: Browser,
  site: RunningSite,
  { session, folder }: { session: Cookies; folder: string },
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(pages)) {
    for (const width of [1280, 320]) {
      for (const scheme of ["light", "dark"] as const) {
        const page = await openPage(browser, site, { name, session, width, scheme });
        await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
        await page.context().close();
      }
    }
  }
  console.log(`Whole pages are in ${folder}`);
}

async function openPage(
  browser: Browser,
  site: RunningSite,
  { name, session, ...options }: PersonOptions & { name: string; session: Cookies },
): Promise<Page> {
  const { context, page } = await newPerson(browser, site, options);
  const { open, isDesk } = pages[name] ?? {};
  if (isDesk) await context.addCookies(session);
  await open?.(page);
  return page;
}

/** Few colours are enough for text on paper: a quarter of the size. */
function compress(picture: Buffer): Promise<Buffer> {
  return sharp(picture).png({ palette: true, colours: 96, effort: 10 }).toBuffer();
}

const [folder, ...more] = process.argv.slice(2);
if (more.length > 0 || folder?.startsWith("-")) {
  console.error(USAGE);
  process.exit(2);
}
try {
  await main(folder);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
