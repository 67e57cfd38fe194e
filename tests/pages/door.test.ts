import { describe, expect, test } from "vitest";
import { ticketPath } from "~/urls.ts";
import { createTicket } from "../support/factories.ts";
import { sendRaw } from "../support/raw-request.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const ticket = await createTicket(site.db);
const raw = (method: string, path: string) => sendRaw(site.port, method, path);

describe("the framework's own protocol", () => {
  test.each([
    "/?_data=root",
    "/?_data",
    "/?x=1&%5Fdata=routes%2F_index",
    "/_root.data",
    "/tickets.data",
    "/tickets/1.data?x=1",
    "/__manifest",
    "/__manifest?p=/",
  ])("%s is 404", async (path) => {
    expect((await site.browser().open(path)).status).toBe(404);
    expect((await site.browser().post(path, { intent: "send" })).status).toBe(404);
  });

  test.each([
    "/build/root-ABC.js",
    "/build/manifest.js",
    "/build/entry.client-X.js",
    "/build/../server.js",
    "/build/_assets/../../x.css",
    "/robots.txt/../build/x",
  ])("%s gives out nothing of the build", async (path) => {
    const answer = await raw("GET", path);
    expect(answer.status).toBe(404);
  });
});

test.each(["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])(
  "%s is 405 with what is allowed",
  async (method) => {
    for (const path of ["/", ticketPath(ticket), "/desk"]) {
      const answer = await raw(method, path);
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe("GET, HEAD, POST");
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  },
);

test.each(["//evil.test", "/\\evil.test", "/%00", "/tickets/%E0%A4%A", "/%0d%0aX:1", "http://evil.test/"])(
  "the address %s is 404 and leads nowhere",
  async (path) => {
    const answer = await raw("GET", path);
    expect(answer.status).toBe(404);
    expect(answer.headers.location).toBeUndefined();
  },
);
