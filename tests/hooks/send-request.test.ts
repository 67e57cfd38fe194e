import type { LookupFunction } from "node:net";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { postOnce } from "~/hooks/send-request.server.ts";
import { startListener } from "../support/listener.ts";

const listener = await startListener();
const { port } = listener;
afterAll(() => listener.stop());
beforeEach(() => {
  listener.calls.length = 0;
  listener.answers = [{ status: 200 }];
});

const guarded = { telegramUrl: "", allowInner: [] as string[] };
const allowed = { telegramUrl: "", allowInner: ["127.0.0.1"] };
const call = { body: "{}", headers: {} };

/** What a name server says, one answer after the other. */
function names(...answers: string[]): LookupFunction & { asked: number } {
  const lookup = (_host: string, options: { all?: boolean }, done: (...all: unknown[]) => void) => {
    const address = answers[Math.min(lookup.asked, answers.length - 1)] ?? "";
    lookup.asked += 1;
    const family = address.includes(":") ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  lookup.asked = 0;
  return lookup as unknown as LookupFunction & { asked: number };
}

describe("T15: no address of the inner network is called", () => {
  test.each([
    "127.0.0.1",
    "127.1",
    "127.9.9.9",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "１２７.0.0.1",
  ])("%s", async (host) => {
    expect(await postOnce(`http://${host}:${port}/`, call, guarded)).toEqual({
      status: null,
      failure: "inner",
      waitMs: 0,
    });
    expect(await postOnce(`https://${host}:${port}/`, call, guarded)).toMatchObject({ failure: "inner" });
    expect(listener.calls).toEqual([]);
  });

  test("a name that stands for one, as localhost does", async () => {
    expect(await postOnce(`http://localhost:${port}/`, call, guarded)).toMatchObject({ failure: "inner" });
    for (const address of ["127.0.0.1", "10.1.2.3", "::1", "::ffff:10.0.0.1", "169.254.169.254"]) {
      const lookup = names(address);
      const answer = await postOnce(`http://localhost:${port}/`, call, { ...guarded, lookup });
      expect([address, answer.failure, lookup.asked]).toEqual([address, "inner", 1]);
    }
    expect(listener.calls).toEqual([]);
  });

  test("a name that stands for another address when it is asked again (rebinding)", async () => {
    // Asked once and connected to what was looked at: there is no second moment in which it could be another.
    const lookup = names("127.0.0.1", "93.184.215.14");
    expect(await postOnce(`http://localhost:${port}/`, call, { ...guarded, lookup })).toMatchObject({
      failure: "inner",
    });
    expect(lookup.asked).toBe(1);
    expect(listener.calls).toEqual([]);
  });

  test("where a redirect leads is not looked at", async () => {
    listener.answers = [{ status: 307, headers: { Location: `http://127.0.0.1:${port}/inner` } }];
    expect(await postOnce(`${listener.url}/`, call, allowed)).toEqual({ status: 307, failure: null, waitMs: 0 });
    expect(listener.calls.map(({ path }) => path)).toEqual(["/"]);
  });

  test.each([
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://127.0.0.1/",
    "data:text/plain,x",
    "//x",
    "",
    "http://",
  ])("%s is no address to call", async (address) => {
    expect(await postOnce(address, call, allowed)).toMatchObject({ status: null, failure: "address" });
  });

  test("but one that the operator named", async () => {
    expect(await postOnce(`${listener.url}/a`, call, allowed)).toMatchObject({ status: 200 });
    expect(await postOnce(`http://127.0.0.2:${port}/b`, call, allowed)).toMatchObject({ failure: "inner" });
    const chat = { ...guarded, allowInner: ["localhost"], lookup: names("127.0.0.1") };
    expect(await postOnce(`http://localhost:${port}/c`, call, chat)).toMatchObject({ status: 200 });
    expect(await postOnce(`http://127.0.0.1:${port}/d`, call, chat)).toMatchObject({ failure: "inner" });
    expect(listener.calls.map(({ path }) => path)).toEqual(["/a", "/c"]);
  });
});

describe("T15: 3 seconds, one million bytes, and nothing but the status is kept", () => {
  test("who does not answer is waited for for three seconds", async () => {
    listener.answers = ["silence"];
    const began = Date.now();
    expect(await postOnce(`${listener.url}/`, call, allowed)).toEqual({ status: null, failure: "time", waitMs: 0 });
    expect(Date.now() - began).toBeLessThan(4_500);
  });

  test("an answer without an end is left in the middle", async () => {
    listener.answers = ["endless"];
    const began = Date.now();
    expect(await postOnce(`${listener.url}/`, call, allowed)).toEqual({ status: 200, failure: null, waitMs: 0 });
    expect(Date.now() - began).toBeLessThan(3_500);
  });

  test("nobody there", async () => {
    listener.answers = ["hang up"];
    expect(await postOnce(`${listener.url}/`, call, allowed)).toMatchObject({ status: null, failure: "network" });
    expect(await postOnce("http://127.0.0.1:9/", call, allowed)).toMatchObject({ failure: "network" });
  });

  test.each([
    ["seconds", { "Retry-After": "30" }, "", 30_000],
    ["what Telegram writes", {}, '{"ok":false,"error_code":429,"parameters":{"retry_after":7}}', 7_000],
    ["a wait of weeks, six hours", { "Retry-After": "9999999" }, "", 6 * 60 * 60_000],
    ["nonsense", { "Retry-After": "soon" }, "{", 0],
    ["nothing", {}, "", 0],
  ])("“too many” with %s", async (_, headers, body, waitMs) => {
    listener.answers = [{ status: 429, headers, body }];
    expect(await postOnce(`${listener.url}/`, call, allowed)).toEqual({ status: 429, failure: null, waitMs });
  });

  test("“too many” with a date", async () => {
    const at = new Date(Date.now() + 60_000).toUTCString();
    listener.answers = [{ status: 429, headers: { "Retry-After": at } }];
    const { waitMs } = await postOnce(`${listener.url}/`, call, allowed);
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });
});
