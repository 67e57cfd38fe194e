import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { secretLinkPath, ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { sendRaw } from "../support/raw-request.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const admin = await createAgent(db, { role: "admin" });
const ticket = await createTicket(db, { body: `# A title\n\n${"Some words. ".repeat(200)}` });
const paths: [string, string][] = [];
const raw = (method: string, path: string, headers = {}) => sendRaw(site.port, method, path, headers);
const anna = site.browser();
const author = site.browser();

beforeAll(async () => {
  await signInAs(db, anna, admin);
  const own = await createTicket(db, { viewer: await createVisitor(db, author), visibility: "private" });
  const removed = await createTicket(db, { removed_at: Date.now(), removed_as: "by_team" });
  await createReply(db, ticket);
  const [css] = findElements((await anna.open("/")).html, (one) => attribute(one, "rel") === "stylesheet");
  const [script] = findElements((await anna.open("/")).html, ({ tagName }) => tagName === "script");
  paths.push(
    ...[
      "/",
      "/tickets",
      "/tickets?kind=idea",
      ticketPath(ticket),
      `/tickets/${ticket.id}`,
      "/tickets/new",
      "/mine",
    ].map((path): [string, string] => [path, "a stranger"]),
    ...["/thanks", "/pages/about", "/nowhere", "/tickets/999", `/tickets/${removed.id}`, "/desk", "/desk/sign-in"].map(
      (path): [string, string] => [path, "a stranger"],
    ),
    ...["/desk/people", "/healthz", "/favicon.svg", "/x?_data=root", "/%E0%A4%A", "/welcome/x", "/m/1-x"].map(
      (path): [string, string] => [path, "a stranger"],
    ),
    [String(css && attribute(css, "href")), "a stranger"],
    [String(script && attribute(script, "src")), "a stranger"],
    [secretLinkPath(secretLinkToken(ticket, site.secret)), "a stranger"],
    [ticketPath(own), "its author"],
    [`${ticketPath(own)}/received`, "its author"],
    ...["/desk", "/desk/settings", "/desk/people", ticketPath(ticket)].map((path): [string, string] => [
      path,
      "an admin",
    ]),
  );
});

const browserOf = (who: string): Browser =>
  who === "an admin" ? anna : who === "its author" ? author : site.browser();

test("every answer has the headers that keep a page to itself, and nothing inline", async () => {
  for (const [path, who] of paths) {
    const { headers, html, status } = await browserOf(who).open(path);
    const at = `${path} for ${who}, ${status}`;
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, at).toContain("default-src 'none'");
    expect(policy, at).toContain("frame-ancestors 'none'");
    expect(policy, at).toContain("script-src 'self'");
    expect(policy, at).not.toMatch(/unsafe|http|\*|data:/);
    expect(headers.get("x-content-type-options"), at).toBe("nosniff");
    expect(headers.get("x-frame-options"), at).toBe("DENY");
    expect(headers.get("referrer-policy"), at).toMatch(/^(same-origin|no-referrer|strict-origin-when-cross-origin)$/);
    expect(headers.get("cache-control"), at).toBeTruthy();
    expect(headers.get("strict-transport-security"), at).toBeNull();
    expect(headers.get("x-powered-by"), at).toBeNull();
    if (!headers.get("content-type")?.startsWith("text/html")) continue;
    for (const element of findElements(html, () => true)) {
      const own = element.attrs.map(({ name }) => name).filter((name) => name === "style" || /^on/.test(name));
      expect(own, at).toEqual([]);
      expect(element.tagName, at).not.toBe("style");
    }
    // Structured data is no program: no policy on scripts concerns it.
    const isProgram = (one: Parameters<typeof attribute>[0]) => attribute(one, "type") !== "application/ld+json";
    const scripts = findElements(html, ({ tagName }) => tagName === "script").filter(isProgram);
    expect(scripts.map((one) => attribute(one, "src")).join(), at).toMatch(/^\/build\/(public|desk)-[\w-]+\.js$/);
    expect(scripts.map(textOf).join(""), at).toBe("");
    expect(html, at).not.toMatch(/__remix|modulepreload|data-reactroot|react/i);
  }
});

test("S34: a stranger's reading sets no cookie, but for the secret link", async () => {
  for (const [path, who] of paths) {
    if (who !== "a stranger" || path.startsWith("/m/")) continue;
    expect((await site.browser().open(path)).headers.get("set-cookie"), path).toBeNull();
  }
});

test("what is not for everyone is stored by nobody and indexed by nobody", async () => {
  for (const [path, who] of paths) {
    const page = await browserOf(who).open(path);
    const isPersonal = who !== "a stranger" || /^\/(desk|mine|welcome|m\/|tickets\/new)/.test(path);
    if (!isPersonal || !page.headers.get("content-type")?.startsWith("text/html")) continue;
    expect(page.headers.get("cache-control"), path).toBe("private, no-store");
    expect(page.headers.get("x-robots-tag"), path).toContain("noindex");
    expect(page.headers.get("etag"), path).toBeNull();
  }
});

describe("a public page", () => {
  test("is not sent again while it has not changed", async () => {
    const reader = site.browser();
    const first = await reader.open(ticketPath(ticket));
    const etag = String(first.headers.get("etag"));
    expect(etag).toMatch(/^W\/".+"$/);
    const again = await reader.open(ticketPath(ticket), { "If-None-Match": `"x", ${etag}` });
    expect([again.status, again.html]).toEqual([304, ""]);
    expect(again.headers.get("etag")).toBe(etag);
    expect(again.headers.get("cache-control")).toBe("public, no-cache");
    await createReply(db, ticket);
    expect((await reader.open(ticketPath(ticket), { "If-None-Match": etag })).status).toBe(200);
  });

  test("has the same bytes for everyone, whatever their browser says", async () => {
    const [one, other] = [
      await site.browser().open(ticketPath(ticket), { "Accept-Language": "ru", "User-Agent": "A" }),
      await site.browser().open(ticketPath(ticket), { "Accept-Language": "de", "User-Agent": "B", Host: "evil.test" }),
    ];
    expect(one.html).toBe(other.html);
    expect(one.html).not.toContain("evil.test");
    expect(one.headers.get("vary")).toBe("Accept-Encoding");
  });

  test.each([
    ["br", (body: Buffer) => brotliDecompressSync(body)],
    ["gzip", (body: Buffer) => gunzipSync(body)],
    ["identity", (body: Buffer) => body],
  ])("S34: comes in %s", async (encoding, unpack) => {
    const plain = await raw("GET", ticketPath(ticket));
    const packed = await raw("GET", ticketPath(ticket), { "Accept-Encoding": encoding });
    expect(packed.headers["content-encoding"]).toBe(encoding === "identity" ? undefined : encoding);
    expect(unpack(packed.body).toString()).toBe(plain.body.toString());
    if (encoding !== "identity") expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  });

  test.each(["/", "/nowhere", "/healthz", "/favicon.svg"])(
    "%s has the same headers for HEAD, and no body",
    async (path) => {
      const [get, head] = [await raw("GET", path), await raw("HEAD", path)];
      expect(head.status).toBe(get.status);
      expect(head.body.length).toBe(0);
      const { date: _1, ...ofGet } = get.headers;
      const { date: _2, ...ofHead } = head.headers;
      expect(ofHead).toEqual(ofGet);
    },
  );
});
