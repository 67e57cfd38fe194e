import { expect, test } from "vitest";
import { startSite } from "../support/site.ts";

const HTTPS = "https://forum.test";
const site = await startSite({ BASE_URL: HTTPS });

test("on https every answer binds the browser to https", async () => {
  for (const path of ["/", "/nowhere", "/favicon.svg", "/x?_data=root"]) {
    const { headers } = await site.browser().open(path);
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
    expect(headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
  }
});

test("on https cookies are for this host and https alone", async () => {
  const browser = site.browser();
  const form = await browser.open("/tickets/new");
  const own = { Origin: HTTPS };
  const token = /name="form_token" value="([^"]+)/.exec(form.html)?.[1] ?? "";
  const sent = await browser.post("/tickets/new", { intent: "send", title: "Hello", form_token: token }, own);
  expect(sent.status).toBe(303);
  expect(sent.headers.get("set-cookie")).toMatch(
    /^__Host-visitor=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect((await browser.follow(sent)).html).toContain(`${HTTPS}/m/`);
});

test("on https a form of the same name without https is refused", async () => {
  const sent = await site
    .browser()
    .post("/tickets/1", { intent: "reply", "reply-body": "x" }, { Origin: "http://forum.test" });
  expect(sent.status).toBe(403);
  expect(sent.html).toContain(HTTPS);
});
