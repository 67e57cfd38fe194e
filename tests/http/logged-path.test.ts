import { expect, test } from "vitest";

// The log reads the configuration, and vite puts a BASE_URL of its own into the environment.
Object.assign(process.env, { BASE_URL: "http://forum.test", SECRET: "a secret that only tests know, 32 long" });
const { loggedPath } = await import("~/http/request-log.server.ts");

test.each([
  ["/m/41-secret?x=1", "/m/…"],
  ["/welcome/secret", "/welcome/…"],
  ["/mail/12-secret", "/mail/…"],
  ["/tickets/41-title?receipt=secret", "/tickets/41"],
  ["/tickets/41-title/vote", "/tickets/41/vote"],
  ["/m", "/m"],
])("of the address %s the log has %s", (url, logged) => {
  expect(loggedPath(url)).toBe(logged);
});
