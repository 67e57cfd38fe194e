import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setVisibility } from "~/tickets/change-visibility.server.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { ticketPath } from "~/urls.ts";
import { allRows, COUNTED } from "../support/all-rows.ts";
import type { Browser } from "../support/browser.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createTicket,
  createVisitor,
  signInAs,
} from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { sendRaw } from "../support/raw-request.ts";
import { ORIGIN, startSite } from "../support/site.ts";
import { lockWrites } from "../support/tables.ts";
import { exchange, statuses } from "./raw-socket.ts";

const EVIL = "evil.test";

/** A host on this machine that must never hear of us. */
const heard: string[] = [];
const listener = createServer((request, response) => {
  heard.push(String(request.url));
  response.end("<title>internal canary</title>");
});
await new Promise<void>((listening) => listener.listen(0, "127.0.0.1", listening));
const internal = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
afterAll(() => void listener.close());

const site = await startSite({ INDEXNOW_URL: `${internal}/indexnow` });
const { db } = site;
const admin = await createAgent(db, { role: "admin", name: "Root" });
const asAdmin = site.browser();
const author = site.browser();
const ticket = await createTicket(db, { kind: "idea", viewer: await createVisitor(db, author), body: "Public words" });
const article = await createArticle(db);
const publicPaths = ["/", "/tickets", ticketPath(ticket), "/thanks", "/articles", "/pages/about", "/feed.atom"];

beforeAll(async () => {
  await signInAs(db, asAdmin, admin);
  await createReply(db, ticket, { viewer: asAgent(admin), body: "An answer" });
});

const raw = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  sendRaw(site.port, method, path, headers);

/** Every page of the site that links lead to from these, as this browser sees them. */
async function crawl(browser: Browser, from: string[], most: number): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const queue = [...from];
  for (let next = queue.shift(); next !== undefined && pages.size < most; next = queue.shift()) {
    if (pages.has(next)) continue;
    const page = await browser.open(next);
    pages.set(next, page.html);
    if (page.location) queue.push(page.location.replace(ORIGIN, ""));
    for (const link of findElements(page.html, ({ tagName }) => tagName === "a")) {
      const href = (attribute(link, "href") ?? "").replace(ORIGIN, "").split("#")[0] ?? "";
      // The secret link is the one address that writes when it is opened: it gives rights.
      if (href.startsWith("/") && !href.startsWith("/m/") && !pages.has(href)) queue.push(href);
    }
  }
  return pages;
}

describe("T5", () => {
  const forms = new Map<string, { browser: Browser; action: string; fields: Record<string, string> }>();
  let crawled: string[] = [];

  beforeAll(async () => {
    const starts: [Browser, string[]][] = [
      [
        site.browser(),
        ["/", "/tickets/new", ticketPath(ticket), "/desk/sign-in", `/articles/${article.id}-${article.slug}`],
      ],
      [author, [ticketPath(ticket), `${ticketPath(ticket)}?edit=ticket`, `${ticketPath(ticket)}/received`]],
      [asAdmin, ["/desk", ticketPath(ticket), "/desk/people", "/desk/settings", "/desk/second-step", "/desk/canned"]],
    ];
    for (const [browser, from] of starts) {
      const before = await allRows(db, COUNTED);
      const pages = await crawl(browser, from, 30);
      expect(await allRows(db, COUNTED)).toEqual(before);
      crawled = [...crawled, ...pages.keys()];
      for (const html of pages.values()) {
        for (const form of findElements(html, ({ tagName }) => tagName === "form")) {
          if (attribute(form, "method") !== "post") continue;
          const controls = findElements(form, (one) => attribute(one, "name") !== undefined);
          const fields: Record<string, string> = {};
          for (const one of controls) fields[String(attribute(one, "name"))] ||= attribute(one, "value") || "words";
          delete fields.form_token;
          for (const button of findElements(form, ({ tagName }) => tagName === "button")) {
            const intent = attribute(button, "value") ?? "";
            const action = attribute(form, "action") ?? "";
            forms.set(`${action.replace(/\d+/g, "N")} ${intent}`, { browser, action, fields: { ...fields, intent } });
          }
        }
      }
    }
  }, 180_000);

  test("reading every page that links lead to writes nothing", () => {
    expect(crawled.length).toBeGreaterThan(50);
  });

  test("no form that there is can be sent from elsewhere, in any way, and nothing is written", async () => {
    expect(forms.size).toBeGreaterThan(30);
    const before = await allRows(db, COUNTED);
    const senders: Record<string, string>[] = [
      { Origin: `https://${EVIL}`, "Sec-Fetch-Site": "" },
      { Origin: "null", "Sec-Fetch-Site": "" },
      { Origin: "", "Sec-Fetch-Site": "cross-site" },
      { Origin: "", "Sec-Fetch-Site": "same-site" },
      { Origin: ORIGIN.replace("http:", "https:"), "Sec-Fetch-Site": "" },
      { Origin: "", "Sec-Fetch-Site": "" },
    ];
    for (const [name, { browser, action, fields }] of forms) {
      const [path = "", place = ""] = action.split("#");
      const ways = [
        path,
        `${path}${path.includes("?") ? "&" : "?"}_data=routes%2F_index`,
        `${path.split("?")[0]}.data`,
      ];
      for (const headers of senders) {
        for (const way of headers.Origin?.includes(EVIL) ? ways : [path]) {
          const { status } = await browser.post(way, { ...fields, _method: "POST" }, headers);
          // A reply that says nothing of where it comes from is shown once more, to be pressed on our page.
          const isShown = headers.Origin === "" && headers["Sec-Fetch-Site"] === "" && / (reply|preview)$/.test(name);
          expect(
            isShown ? [400, 403] : [403, 404, 405],
            `${name} ${way} ${JSON.stringify(headers)} ${place}`,
          ).toContain(status);
        }
      }
      const { status } = await browser.open(`${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(fields)}`);
      expect(status).toBeLessThan(500);
    }
    expect(await allRows(db, COUNTED)).toEqual(before);
  }, 180_000);

  test.each(["text/plain", "application/json", "text/xml", ""])("a form as %s is not read", async (type) => {
    const before = await allRows(db);
    for (const path of ["/tickets/new", ticketPath(ticket), "/desk/sign-out", "/desk/people"]) {
      const answer = await fetch(`http://127.0.0.1:${site.port}${path}`, {
        method: "POST",
        headers: { "Content-Type": type, Cookie: [...asAdmin.cookies].map(([n, v]) => `${n}=${v}`).join("; ") },
        body: '{"intent":"send","title":"x"}=',
        redirect: "manual",
      });
      expect([400, 403], path).toContain(answer.status);
    }
    expect(await allRows(db)).toEqual(before);
  });
});

describe("T6", () => {
  const classes = [
    "/",
    "/nowhere",
    "/healthz",
    "/feed.atom",
    "/sitemap.xml",
    "/favicon.svg",
    "/desk/sign-in",
    "/x.data",
  ];

  test.each(["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])("%s is refused everywhere", async (method) => {
    for (const path of [...classes, "*"]) {
      const { status, headers, body } = await raw(path, { Origin: `https://${EVIL}`, "X-Canary": "zq" }, method);
      expect(status, path).toBe(405);
      expect(headers.allow).toBe("GET, HEAD, POST");
      expect(body.length).toBe(0);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  test("every class of answer says its type and its policies, and not what made it", async () => {
    for (const path of classes) {
      const { headers } = await raw(path);
      expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
      expect(headers["x-content-type-options"], path).toBe("nosniff");
      expect(headers["referrer-policy"], path).toBeTruthy();
      expect(headers["content-type"], path).toMatch(/charset=utf-8$|^image\/|^application\/(json|manifest)/);
      expect([headers.server, headers["x-powered-by"], headers.via], path).toEqual([undefined, undefined, undefined]);
    }
  });
});

describe("T8", () => {
  const hostile = {
    "X-Forwarded-Host": `${EVIL}:1337`,
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "1337",
    "X-Forwarded-Prefix": "/canaryzq",
    "X-Original-URL": "/canaryzq",
    "X-Rewrite-URL": "/canaryzq",
    Forwarded: `host=${EVIL};proto=gopher`,
    "Accept-Language": "canaryzq",
    "X-HTTP-Method-Override": "DELETE",
    Referer: `https://${EVIL}/canaryzq`,
    "User-Agent": "canaryzq",
  };

  test("nothing of a request is kept in a page for others", async () => {
    for (const path of publicPaths) {
      const clean = await raw(path);
      const joint = path.includes("?") ? "&" : "?";
      const attacked = await raw(`${path}${joint}utm_source=canaryzq&cb=canaryzq&_=${EVIL}`, hostile);
      const after = await raw(path);
      expect(attacked.status, path).toBe(200);
      expect(attacked.body.toString(), path).not.toMatch(/canaryzq|evil\.test|gopher|1337/);
      expect(after.body.equals(clean.body), path).toBe(true);
      expect(String(attacked.headers.vary ?? "Accept-Encoding")).toBe("Accept-Encoding");
    }
  });

  test("an author's page leaves nothing for the stranger after them", async () => {
    for (const path of publicPaths) {
      const before = await site.browser().open(path);
      const own = await author.open(path);
      if (!path.endsWith(".atom")) expect(own.headers.get("cache-control"), path).not.toMatch(/^public/);
      const after = await site.browser().open(path);
      expect(after.html, path).toBe(before.html);
      expect(after.html).not.toContain(secretLinkToken(ticket, site.secret));
    }
  });

  test("a private page under the name of a file is no page, and is kept nowhere", async () => {
    const hidden = await createTicket(db, {
      viewer: await createVisitor(db, author),
      visibility: "private",
      title: "Zq",
    });
    const path = ticketPath(hidden);
    for (const tail of [
      ";x.css",
      "/x.css",
      ".css",
      "%2ex.css",
      "%00.css",
      "/..%2fx.css",
      "?x.css",
      "/%2e%2e/x.js",
      ".data",
    ]) {
      const answer = await author.open(path + tail);
      expect(answer.headers.get("cache-control"), tail).toMatch(/no-store/);
      if (tail !== "?x.css") expect([301, 404], tail).toContain(answer.status);
    }
    for (const tail of ["", "/", "//", "/.", "%2f", "."]) {
      const { status } = await site.browser().open(path + tail);
      expect(status, tail).toBe(404);
    }
  });

  test("a ticket that turns private is gone from every kept page at once", async () => {
    const shown = await createTicket(db, { kind: "idea", title: "Soon hidden zq" });
    const places = [
      "/",
      "/tickets",
      "/tickets?kind=idea",
      ticketPath(shown),
      "/feed.atom",
      `/tickets/${shown.id}.atom`,
    ];
    for (const path of places) expect((await raw(path)).body.toString(), path).toContain("Soon hidden zq");
    await setVisibility(db, shown.id, "private", { by: { agentId: admin.id }, now: Date.now() });
    for (const path of places) expect((await raw(path)).body.toString(), path).not.toContain("Soon hidden zq");
  });

  test("a secret link is stored by nobody, told to nobody and found by nobody", async () => {
    const link = await site.browser().open(`/m/${secretLinkToken(ticket, site.secret)}`);
    expect(link.status).toBe(303);
    expect(link.headers.get("cache-control")).toBe("private, no-store");
    expect(link.headers.get("location")).not.toContain(secretLinkToken(ticket, site.secret));
  });
});

const away = [
  `//${EVIL}`,
  `///${EVIL}`,
  `/\\${EVIL}`,
  `\\/${EVIL}`,
  `/\t/${EVIL}`,
  `/\n/${EVIL}`,
  `https:${EVIL}`,
  `https://${EVIL}`,
  `//${EVIL}/%2f..`,
  `/.//${EVIL}`,
  `/..//${EVIL}`,
  `/%5c${EVIL}`,
  `/@${EVIL}`,
  `http://forum.test@${EVIL}`,
  `http://forum.test.${EVIL}`,
  "javascript:alert(1)",
  "data:text/html,x",
  `//forum.test\\@${EVIL}`,
  `\u3002${EVIL}`,
  `/\u2028/${EVIL}`,
  `/%0d%0aLocation:https://${EVIL}`,
];

describe("T9", () => {
  test.each(away)("%j leads nowhere but to us", async (target) => {
    const names = ["next", "redirect", "redirectTo", "return_to", "url", "ref", "continue", "dest"];
    const query = new URLSearchParams(names.map((name) => [name, target]));
    for (const path of ["/desk/sign-in", "/desk", "/", "/m/x", "/tickets/1", "/desk/sign-out"]) {
      const { headers } = await asAdmin.open(`${path}?${query}`);
      const location = headers.get("location");
      if (location !== null) expect(new URL(location, ORIGIN).origin, `${path} ${location}`).toBe(ORIGIN);
    }
    const fresh = site.browser();
    await signInAs(db, fresh, admin);
    const out = await fresh.post(`/desk/sign-out?${query}`, Object.fromEntries(query));
    expect(out.location).toBe("/");
  });

  test.each(away)("an address that itself is %j is not taken for another's", async (target) => {
    if (/[^\x21-\x7e]/.test(target)) return;
    const { status, headers } = await raw(target.startsWith("/") ? target : `/${target}`);
    if (headers.location) expect(new URL(headers.location, ORIGIN).origin).toBe(ORIGIN);
    expect(status).toBeLessThan(500);
  });
});

describe("T10", () => {
  const texts = [
    "/",
    ticketPath(ticket),
    "/sitemap.xml",
    "/sitemap-tickets-0.xml",
    "/feed.atom",
    "/feed.json",
    "/robots.txt",
    "/opensearch.xml",
  ];

  test("whatever host is asked for, the site names its own", async () => {
    for (const path of texts) {
      for (const headers of [
        { Host: EVIL },
        { Host: `${EVIL}:80` },
        { Host: "forum.test", "X-Forwarded-Host": EVIL },
      ]) {
        const { body, headers: own } = await raw(path, headers as Record<string, string>);
        expect(body.toString() + JSON.stringify(own), path).not.toContain(EVIL);
      }
    }
    const made = await asAdmin.post(
      "/desk/people",
      { intent: "reset", agent: String((await createAgent(db)).id) },
      { "X-Forwarded-Host": EVIL },
    );
    expect(made.html).toContain(`${ORIGIN}/welcome/`);
  });

  test("two hosts, or none, are no way in", async () => {
    const twice = await exchange(
      site.port,
      `GET / HTTP/1.1\r\nHost: forum.test\r\nHost: ${EVIL}\r\nConnection: close\r\n\r\n`,
    );
    expect(twice.text).not.toContain(EVIL);
    const none = await exchange(site.port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    expect(statuses(none.text)).toEqual([400]);
  });

  test("the address of a client is what our proxy says, not what the client says", async () => {
    const press = (forwarded: string) =>
      fetch(`http://127.0.0.1:${site.port}/desk/sign-in`, {
        method: "POST",
        headers: { Origin: ORIGIN, "X-Forwarded-For": forwarded, "Content-Type": "application/x-www-form-urlencoded" },
        body: "email=&password=",
      }).then(({ status }) => status);
    const answers: number[] = [];
    for (let i = 0; i < 25; i++) answers.push(await press(`198.51.${i}.7, 203.0.113.9`));
    expect(answers[0]).toBe(400);
    expect(answers.at(-1)).toBe(429);
    expect(await press("203.0.113.9, 198.51.100.200")).toBe(400);
  });
});

describe("T11", () => {
  const head = `POST /desk/sign-out HTTP/1.1\r\nHost: forum.test\r\nOrigin: ${ORIGIN}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  const inner = "GET /canaryzq HTTP/1.1\r\nHost: forum.test\r\n\r\n";

  test.each([
    ["a length and chunks", `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`],
    ["two lengths", `${head}Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ["two lengths in one", `${head}Content-Length: 0, ${inner.length}\r\n\r\n${inner}`],
    ["a length with a sign", `${head}Content-Length: +0\r\n\r\n${inner}`],
    ["chunks twice", `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`],
    ["chunks behind a tab", `${head}Transfer-Encoding:\tchunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n${inner}`],
    ["a folded line", `${head}Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n${inner}`],
    ["a space before the colon", `${head}Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n${inner}`],
    [
      "bare line feeds",
      `POST /desk/sign-out HTTP/1.1\nHost: forum.test\nContent-Length: 0\nTransfer-Encoding: chunked\n\n0\n\n${inner}`,
    ],
    ["a chunk of a broken size", `${head}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${inner}`],
    ["another encoding", `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`],
    ["a NUL in a name", `${head}X-\0Y: 1\r\nContent-Length: 0\r\n\r\n${inner}`],
  ])("%s: one answer, and the connection is closed", async (_, bytes) => {
    const { text, isClosed } = await exchange(site.port, bytes);
    expect(statuses(text)).toEqual([400]);
    expect(isClosed).toBe(true);
    expect(text).not.toContain("canaryzq");
  });

  test("two whole requests in a row are two answers in their order", async () => {
    const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: forum.test\r\n${more}\r\n`;
    const { text } = await exchange(site.port, get("/healthz") + get("/nowhere", "Connection: close\r\n"));
    expect(statuses(text)).toEqual([200, 404]);
  });
});

describe("T3", () => {
  const form = (body: BodyInit, type: string) =>
    fetch(`http://127.0.0.1:${site.port}/tickets/new`, {
      method: "POST",
      headers: { Origin: ORIGIN, "Content-Type": type },
      body,
      redirect: "manual",
    }).then(({ status }) => status);

  test("addresses, headers and forms that are too long are refused", async () => {
    const long = "a".repeat(1_000_000);
    const [address, header] = await Promise.all([
      exchange(site.port, `GET /${long} HTTP/1.1\r\nHost: x\r\n\r\n`),
      exchange(site.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${long}\r\n\r\n`),
    ]);
    expect([statuses(address.text), statuses(header.text)]).toEqual([[431], [431]]);
    const fields = Array.from({ length: 90_000 }, (_, i) => `f${i}=1`).join("&");
    expect(await form(fields.slice(0, 1_000_000), "application/x-www-form-urlencoded")).toBe(400);
    const part = '--zq\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n';
    expect(await form(`${part.repeat(15_000)}--zq--`, "multipart/form-data; boundary=zq")).toBe(400);
  });

  test("of a hundred megabytes only what a form may hold is kept in memory", async () => {
    const before = process.memoryUsage().rss;
    const answer = await upload(100_000_000);
    expect(answer === "" || /^HTTP\/1.1 413/.test(answer)).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  /** Sends so many bytes as the socket takes them, and returns what comes back before it is closed. */
  function upload(size: number): Promise<string> {
    return new Promise((resolve) => {
      let text = "";
      let left = size;
      const chunk = Buffer.alloc(1_000_000, "a");
      const socket = connect(site.port, "127.0.0.1");
      const send = () => {
        while (left > 0 && !socket.destroyed) {
          left -= chunk.length;
          if (!socket.write(chunk)) return;
        }
      };
      const type = "multipart/form-data; boundary=zq";
      socket.on("connect", () => {
        socket.write(
          `POST /tickets/new HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: ${type}\r\nContent-Length: ${size}\r\n\r\n`,
        );
        send();
      });
      socket.on("drain", send);
      socket.on("data", (bytes) => {
        text += bytes.toString("latin1");
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(text));
      socket.setTimeout(1_500, () => socket.destroy());
    });
  }
});

test("T15: whatever somebody writes, the site asks no other address", async () => {
  const places = [
    internal,
    internal.replace("127.0.0.1", "2130706433"),
    internal.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    internal.replace("127.0.0.1", "0x7f.1"),
    internal.replace("127.0.0.1", "localhost"),
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/",
    "http://169.254.169.254/latest/meta-data/",
  ];
  const visitor = site.browser();
  const form = await visitor.open("/tickets/new");
  const body = places
    .map((url) => `${url} <${url}> ![x](${url}/a.png) [x](${url}) <img src="${url}">\n\n[x]: ${url}`)
    .join("\n\n");
  const sent = await visitor.press(form, "send", { title: places[0] ?? "", body, name: "x" });
  expect(sent.status).toBe(303);
  const page = await visitor.follow(sent);
  expect(page.html).not.toMatch(/<img[^>]+src="(?!\/)/);
  await asAdmin.post("/desk/settings", { intent: "call-to-action", label: "x", url: `${internal}/cta` });
  await asAdmin.post("/desk/settings", {
    intent: "organisation",
    name: "x",
    url: `${internal}/organisation`,
    logo: internal,
  });
  await asAdmin.post("/desk/settings", { intent: "verification", google: internal, bing: internal, yandex: internal });
  for (const path of ["/", "/search?q=http", "/feed.atom"]) await visitor.open(path);
  expect(heard).toEqual([]);
});

describe("T16", () => {
  test("a form that cannot be read is 400 without a word of how", async () => {
    for (const [type, body] of [
      ["multipart/form-data", "no boundary"],
      ["multipart/form-data; boundary=zq", '--zq\r\nContent-Disposition: form-data; name="a"\r\n'],
      ["application/x-www-form-urlencoded; charset=utf-7", "+ADw-"],
      ["application/json", "{"],
    ] as const) {
      const answer = await fetch(`http://127.0.0.1:${site.port}/tickets/new`, {
        method: "POST",
        headers: { Origin: ORIGIN, "Content-Type": type },
        body,
      });
      expect(answer.status, type).toBe(400);
      expect(await answer.text()).not.toMatch(/node_modules|build\/server|at [A-Za-z.]+ \(|sqlite|select |\/tmp\//i);
    }
  });
});

/** They wait, all at the same time. */
describe.concurrent("what takes its time", () => {
  test("T3: who sends a head letter by letter is cut off after ten seconds, and nobody waits for them", async () => {
    const slow = Array.from({ length: 50 }, () => connect(site.port, "127.0.0.1"));
    const closed = slow.map((socket) => new Promise((done) => socket.on("error", done).on("close", done)));
    for (const socket of slow) socket.write("GET / HTTP/1.1\r\nHost: forum.test\r\nX-Slow: ");
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write("a");
    }, 1_000);
    expect((await raw("/")).status).toBe(200);
    await Promise.all(closed).finally(() => clearInterval(drip));
    expect((await raw("/")).status).toBe(200);
  }, 30_000);

  test("T16: where the database stays locked a write is 503 with its text, and reading goes on", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const unlock = await lockWrites(site.dataDir);
    try {
      const refused = await browser.press(form, "send", { title: "While it is locked", body: "Words to be kept" });
      expect(refused.status).toBe(503);
      expect(refused.html).toContain("Words to be kept");
      expect(refused.html).not.toMatch(/SQLITE|55P03|lock_timeout|\.server|node_modules/);
      expect((await raw("/tickets")).status).toBe(200);
    } finally {
      await unlock();
    }
    expect((await browser.press(form, "send", { title: "While it is locked", body: "Words to be kept" })).status).toBe(
      303,
    );
  }, 30_000);
});
