import type { IncomingMessage } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import { describe, expect, test } from "vitest";
import { makeAsked } from "~/http/asked.server.ts";
import { makeRouteTable } from "~/http/route-table.server.ts";

const paths = ["m/:token", "welcome/:token", "mail/:token", "tickets/:ref", "tickets/:ref/vote", "tickets/:id.atom"];
const routes = [...paths, "files/:id/:name", "tickets/new", "articles/:ref", "*"].map((path) => [
  path,
  { id: path, path, module: {} },
]);
const findRoute = makeRouteTable(Object.fromEntries(routes) as ServerBuild["routes"]);
const request = (url: string, headers = {}) => ({ url, headers }) as IncomingMessage;
const asked = makeAsked(findRoute, 1);

test.each([
  ["/m/41-secret?x=1", "/m/:token", "/m/…"],
  ["/M/41-secret", "/m/:token", "/m/…"],
  ["/%6d/41-secret", "/m/:token", "/m/…"],
  ["/m/41-secret/.", "/*", "/…"],
  ["/welcome/secret", "/welcome/:token", "/welcome/…"],
  ["/mail/12-secret", "/mail/:token", "/mail/…"],
  ["/tickets/41-title?receipt=secret", "/tickets/:ref", "/tickets/41"],
  ["/tickets/41-title/vote", "/tickets/:ref/vote", "/tickets/41/vote"],
  ["/tickets/41%2dtitle", "/tickets/:ref", "/tickets/41"],
  ["/tickets/41.atom", "/tickets/:id.atom", "/tickets/41.atom"],
  ["/tickets/anna@example.com", "/tickets/:ref", "/tickets/…"],
  ["/tickets/41title", "/tickets/:ref", "/tickets/…"],
  ["/tickets/new", "/tickets/new", "/tickets/new"],
  ["/files/7/anna-petrova-passport.webp", "/files/:id/:name", "/files/7/…"],
  ["/topics/41-private-title", "/*", "/…"],
  ["/%E0%A4%A", "/*", "/…"],
])("of the address %s the log has the route and numbers", (url, route, path) => {
  expect(asked(request(url))).toMatchObject({ route, path });
});

describe("a request's id", () => {
  test("is the one that a trusted proxy gave it", () => {
    expect(asked(request("/", { "x-request-id": "7f.a_b-1" })).id).toBe("7f.a_b-1");
  });

  test("is our own where no proxy is trusted, or it could be anything", () => {
    const id = /^[\da-f-]{36}$/;
    expect(makeAsked(findRoute, 0)(request("/", { "x-request-id": "7f" })).id).toMatch(id);
    for (const sent of ["", "anna@example.com", "a b", "x".repeat(101)]) {
      expect(asked(request("/", { "x-request-id": sent })).id, sent).toMatch(id);
    }
  });

  test("stays while the request lasts", () => {
    const one = request("/");
    expect(asked(one).id).toBe(asked(one).id);
    expect(asked(one).id).not.toBe(asked(request("/")).id);
  });
});
