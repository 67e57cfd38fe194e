import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { SiteContext, type SiteFacts } from "~/components/site-context.tsx";
import { securityHeaders } from "~/http/security-headers.server.ts";
import { LanguageProvider } from "~/i18n/use-words.tsx";
import { similarPath } from "~/urls.ts";
import { openChromium } from "../support/chromium.ts";

const ELSEWHERE = "/elsewhere";

const site: SiteFacts = {
  site: {
    name: "Acme",
    origin: "http://localhost",
    locale: "en",
    timezone: "UTC",
    logo: null,
    accent: null,
    callToAction: null,
    categories: [{ id: 3, slug: "bills", name: "Bills" }],
    statusLabels: {},
    answerPace: null,
    verification: { google: "", yandex: "", bing: "" },
    organisation: { legalName: "", url: "", contact: "", profiles: [] },
    hasArticles: false,
    hasMail: false,
  },
  path: "/",
  formToken: "a token",
  hasErrors: false,
  browserFiles: { public: "/public.js", desk: "/desk.js", articles: "/articles.js" },
};

export interface SmallSite {
  /** A page made of the project's own components, with the script that they get. */
  show(path: string, content: ReactNode, script?: "public" | "desk"): void;
  /** Anything else that a script asks for. */
  put(path: string, text: string): void;
  /** What a form posted to this path leads to. Without it the answer is empty, and the browser stays where it is. */
  redirect(path: string, to: string): void;
  posts: { path: string; form: URLSearchParams }[];
  /** In the one tab of the test. */
  open(path: string): Promise<Page>;
  /** Follows a link out: what the page keeps when it goes is kept then. */
  leave(): Promise<void>;
  /** In a second tab of the same browser, where `script` has run before the page's own. */
  openAnew(path: string, script: () => void): Promise<Page>;
}

/** The fields of a form, whether it may carry files or not. */
async function readFields(body: string, type = ""): Promise<URLSearchParams> {
  if (!type.startsWith("multipart/")) return new URLSearchParams(body);
  const fields = await new Response(body, { headers: { "Content-Type": type } }).formData();
  return new URLSearchParams([...fields].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
}

/** Pages on a local server with the real scripts, headers and browser: call it at the top of a test file. */
export function smallSite(): SmallSite {
  const pages = new Map<string, string>([
    [ELSEWHERE, "<!doctype html><title>Elsewhere</title>"],
    // Nothing similar to what is typed into the form of a new ticket.
    [similarPath(), ""],
  ]);
  const redirects = new Map<string, string>();
  const posts: SmallSite["posts"] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const headers = securityHeaders("http://localhost");
    if (request.method === "POST") {
      let body = "";
      for await (const part of request) body += part;
      posts.push({ path: pathname, form: await readFields(body, request.headers["content-type"]) });
      const to = redirects.get(pathname);
      response.writeHead(to ? 303 : 204, { ...headers, ...(to && { Location: to }) }).end();
      return;
    }
    const type = pathname.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    const status = pages.has(pathname) ? 200 : pathname === "/favicon.ico" ? 204 : 404;
    response.writeHead(status, { ...headers, "Content-Type": type }).end(pages.get(pathname));
  });

  let browser: Awaited<ReturnType<typeof openChromium>>;
  let context: BrowserContext;
  let page: Page;
  let faults: string[] = [];
  const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: ["public", "desk", "articles"].map((name) => `app/enhance/${name}.ts`),
      outdir: "/",
      bundle: true,
      format: "iife",
      target: "es2020",
      write: false,
    });
    for (const { path, text } of outputFiles) pages.set(path, text);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    browser = await openChromium();
    context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    context.on("weberror", (error) => faults.push(error.error().message));
    context.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page = await context.newPage();
  });
  afterEach(async () => {
    for (const other of context.pages()) if (other !== page) await other.close();
    await page.goto(address(ELSEWHERE));
    await page.evaluate(() => localStorage.clear());
    redirects.clear();
    posts.length = 0;
    const found = faults;
    faults = [];
    expect(found, "errors in the browser").toEqual([]);
  });
  afterAll(async () => {
    await context?.close();
    server.close();
  });

  return {
    show(path, content, script = "public") {
      const html = renderToStaticMarkup(
        <html lang="en">
          <head>
            <title>A page</title>
            <script type="module" src={`/${script}.js`} />
          </head>
          <body>
            <SiteContext.Provider value={site}>
              <LanguageProvider locale="en" timezone="UTC">
                {content}
              </LanguageProvider>
            </SiteContext.Provider>
          </body>
        </html>,
      );
      pages.set(path, `<!doctype html>${html}`);
    },
    put: (path, text) => pages.set(path, text),
    redirect: (path, to) => redirects.set(path, to),
    posts,
    async open(path) {
      await page.goto(address(path));
      return page;
    },
    async leave() {
      await page.goto(address(ELSEWHERE));
    },
    async openAnew(path, script) {
      const fresh = await context.newPage();
      await fresh.addInitScript(script);
      await fresh.goto(address(path));
      return fresh;
    },
  };
}
