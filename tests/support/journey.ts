import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { freePort } from "../../scripts/free-port.ts";
import { Browser as PlainBrowser } from "./browser.ts";
import { addressOf, dropPostgresDatabase, ensurePostgresDatabase, fileIn, onPostgres } from "./postgres.ts";

/** The built site as its own process, on a data folder of its own. */
export interface RunningSite {
  origin: string;
  port: number;
  pid: number;
  dataDir: string;
  /** Where the first admin is made; undefined when there is one. */
  welcomePath: string | undefined;
  /** All that the process has written on the screen so far, its log included. */
  output(): string;
  /** SIGTERM. Returns the exit code; throws where the process has to be killed. */
  stop(): Promise<number | null>;
  /** SIGKILL. Fulfilled when the process is gone. */
  kill(): Promise<void>;
}

export const ADMIN = { name: "Anna Koval", email: "anna@example.com", password: "correct horse battery" };

/**
 * Starts `node build/server.js` and waits until it answers. The data folder goes with the process unless it was given.
 * @param under a program, with its arguments, that starts it and watches it
 * @param args of the server: `--web`, `--worker`
 */
export async function runSite(
  { dataDir, ...env }: { dataDir?: string; [name: string]: string | undefined } = {},
  under: string[] = [],
  args: string[] = [],
): Promise<RunningSite> {
  const folder = dataDir ?? (await makeDataFolder());
  const file = fileIn(folder);
  const isOnServer = onPostgres && env.DATABASE_URL === undefined;
  if (isOnServer) await ensurePostgresDatabase(file);
  const port = env.PORT ? Number(env.PORT) : await freePort();
  const origin = `http://localhost:${port}`;
  const [program, ...given] = [...under, process.execPath, "--enable-source-maps", "build/server.js", ...args];
  const site = spawn(program as string, given, {
    env: {
      ...cleanEnvironment(),
      NODE_ENV: "production",
      PORT: String(port),
      WORKER_PORT: String(port),
      DATA_DIR: folder,
      BASE_URL: origin,
      TRUST_PROXY: "1",
      LOG_LEVEL: "error",
      ...(isOnServer && { DATABASE_URL: addressOf(file) }),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => site.kill();
  process.once("exit", kill);
  site.once("exit", () => process.off("exit", kill));
  const output = collect(site);
  await output.until(/Glasno is (listening on|working)/);
  // The address follows in the next line, if there is one: the site says it before it answers a request of ours.
  const home = await fetch(origin);
  await home.arrayBuffer();
  await output.settled();
  return {
    origin,
    port,
    pid: site.pid as number,
    dataDir: folder,
    output: output.text,
    welcomePath: /\/welcome\/[\w-]+/.exec(output.text())?.[0],
    async stop() {
      // Killed before, it has no code, and will not say again that it has ended.
      if (site.signalCode !== null) return null;
      const exited = new Promise<number | null>((resolve) => site.once("exit", resolve));
      site.kill("SIGTERM");
      const timer = setTimeout(() => site.kill("SIGKILL"), 10_000 + Number(env.DRAIN_MS ?? 0));
      const code = site.exitCode ?? (await exited);
      clearTimeout(timer);
      if (dataDir === undefined) {
        rmSync(folder, { recursive: true, force: true });
        await dropPostgresDatabase(file);
      }
      return code;
    },
    async kill() {
      if (site.exitCode !== null || site.signalCode !== null) return;
      const exited = new Promise((resolve) => site.once("exit", resolve));
      site.kill("SIGKILL");
      await exited;
    },
  };
}

/** As the first start leaves it, which journeys are not about: the tables, and the articles that come with the program. */
async function makeDataFolder(): Promise<string> {
  const { copyFirstData } = await import("./first-data.ts");
  const folder = mkdtempSync(join(tmpdir(), "glasno-journey-"));
  await copyFirstData(join(folder, "glasno.sqlite"));
  return folder;
}

/** What the surroundings say about another site must not reach this one. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(DATABASE_URL|SITE_.*|SECRET|HOST|BASE_URL|SMTP_URL|MAIL_FROM|TELEGRAM_URL|ALLOW_INNER_ADDRESSES|FILES_URL)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))) as NodeJS.ProcessEnv;
}

function collect(site: ChildProcess) {
  let text = "";
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += chunk;
    for (const listener of listeners) listener();
  };
  site.stdout?.on("data", hear);
  site.stderr?.on("data", hear);
  return {
    text: () => text,
    /** Waits for a line. Throws with all that was said where the process ends before. */
    until: (line: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => line.test(text) && resolve();
        listeners.add(look);
        site.once("exit", (code) => reject(new Error(`the site ended with ${code}:\n${text}`)));
        look();
      }),
    settled: () => new Promise<void>((resolve) => setTimeout(resolve, 50)),
  };
}

let people = 0;

/** A browser without JavaScript and without Chromium, for what a journey needs but is not about. */
export function plainBrowser(site: RunningSite): PlainBrowser {
  return new PlainBrowser(site.port, site.origin, `10.1.${++people}.1`);
}

/** Uses the first-run address up. */
export async function createAdmin(site: RunningSite): Promise<void> {
  const browser = plainBrowser(site);
  const done = await browser.press(await browser.open(site.welcomePath ?? ""), "welcome", ADMIN);
  if (done.status !== 303) throw new Error(`no admin was made: ${done.status}`);
}

export interface PersonOptions {
  javaScript?: boolean;
  width?: number;
  scheme?: "light" | "dark";
}

/** Somebody with a browser of their own, from an address of their own. `complaints` are errors that its console shows. */
export async function newPerson(
  browser: Browser,
  site: Pick<RunningSite, "origin">,
  { javaScript = true, width = 1280, scheme = "light" }: PersonOptions = {},
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: site.origin,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    extraHTTPHeaders: { "X-Forwarded-For": `10.2.${++people}.1` },
  });
  context.setDefaultTimeout(30_000); // a busy machine is no fault of the page
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  return { context, page, complaints };
}

/** The form's button that does this. */
export const button = (page: Page, intent: string, within = "main") =>
  page.locator(`${within} button[name=intent][value=${intent}]:visible`).first();

/** Signs in by the form. */
export async function signIn(page: Page): Promise<void> {
  await page.goto("/desk/sign-in");
  await page.locator("#email").fill(ADMIN.email);
  await page.locator("#password").fill(ADMIN.password);
  await button(page, "sign-in").click();
  await page.waitForURL("**/desk");
}
