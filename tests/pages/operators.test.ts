import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction, writerOf } from "#db/client.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { ticketPath } from "~/urls.ts";
import { createTicket } from "../support/factories.ts";
import { runSite } from "../support/journey.ts";
import { startSite } from "../support/site.ts";

const TOKEN = "only-prometheus-knows-it";
const site = await startSite({ METRICS_TOKEN: TOKEN });
const { db } = site;

/** All figures, by their name and labels. */
async function readMetrics(): Promise<Map<string, number>> {
  const { html, status } = await site.browser().open("/metrics", { Authorization: `Bearer ${TOKEN}` });
  expect(status).toBe(200);
  const lines = html.split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

describe("/metrics", () => {
  test.each([
    ["nobody", {}],
    ["another token", { Authorization: "Bearer only-prometheus-knows-its" }],
    ["the token alone", { Authorization: TOKEN }],
  ])("with %s there is nothing", async (_, headers) => {
    const page = await site.browser().open("/metrics", headers);
    expect([page.status, page.html]).toEqual([404, "Not found\n"]);
  });

  test("counts answers by route, and says no address as it was asked", async () => {
    const ticket = await createTicket(db, { title: "Zanzibar" });
    const reader = site.browser();
    const { headers } = await reader.open(ticketPath(ticket));
    await reader.open(ticketPath(ticket));
    await reader.open(ticketPath(ticket), { "If-None-Match": String(headers.get("etag")) });
    await reader.open("/m/1-secret");
    await reader.open("/quetzal");
    await reader.open("/favicon.svg");
    // An answer is counted when its connection is done with it, which may be after it was read.
    await expect.poll(async () => [...(await readMetrics()).keys()].join()).toContain('route="/:file"');
    const metrics = await readMetrics();
    const times = (route: string, status: number, kept: "yes" | "no") =>
      metrics.get(`glasno_http_requests_total{route="${route}",method="GET",status="${status}",kept="${kept}"}`);
    expect(times("/tickets/:ref", 200, "no")).toBe(1);
    expect(times("/tickets/:ref", 200, "yes")).toBe(1);
    expect(times("/tickets/:ref", 304, "yes")).toBe(1);
    expect(times("/m/:token", 404, "no")).toBe(1);
    expect(times("/*", 404, "no")).toBe(1);
    expect(times("/:file", 200, "no")).toBe(1);
    expect(metrics.get('glasno_http_request_duration_seconds_count{route="/tickets/:ref",method="GET"}')).toBe(1);
    expect([...metrics.keys()].join()).not.toMatch(/zanzibar|secret|quetzal|favicon/i);
  });

  test("counts the kept pages once, however often it is read", async () => {
    const first = await readMetrics();
    const again = await readMetrics();
    expect(first.get("glasno_page_cache_hits_total")).toBe(2);
    expect(again.get("glasno_page_cache_hits_total")).toBe(2);
    expect(again.get("glasno_page_cache_misses_total")).toBeGreaterThan(0);
    expect(again.get("glasno_page_cache_pages")).toBeGreaterThan(0);
    expect(again.get("glasno_page_cache_bytes")).toBeGreaterThan(1_000);
  });

  test("says what waits, and how the process is", async () => {
    const before = await readMetrics();
    await inTransaction(db, (trx) => enqueue(trx, "collect files", {}, Date.now() - 60_000));
    await inTransaction(db, (trx) => enqueue(trx, "forget addresses", {}, Date.now() + 60_000));
    await inTransaction(db, (trx) =>
      trx.updateTable("jobs").set({ attempts: 1 }).where("name", "=", "forget addresses").execute(),
    );
    const metrics = await readMetrics();
    expect(Number(metrics.get("glasno_jobs_waiting")) - Number(before.get("glasno_jobs_waiting"))).toBe(2);
    expect(metrics.get("glasno_jobs_failed")).toBe(1);
    expect(metrics.get("glasno_jobs_oldest_seconds")).toBeGreaterThanOrEqual(60);
    expect(metrics.get("glasno_mails_waiting")).toBe(0);
    expect(metrics.get("glasno_database_bytes")).toBeGreaterThan(100_000);
    for (const name of [
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
      "nodejs_eventloop_lag_p99_seconds",
    ]) {
      expect(metrics.get(name), name).toBeGreaterThan(0);
    }
  });
});

describe("/readyz", () => {
  const ready = async () => {
    const { status, html, headers } = await site.browser().open("/readyz");
    return [status, html, headers.get("cache-control")];
  };

  test("is 503 while the database lacks a step that the program knows", async () => {
    expect(await ready()).toEqual([200, "ready\n", "no-store"]);
    const { rows } = await sql<{
      name: string;
      timestamp: string;
    }>`select * from kysely_migration order by name desc limit 1`.execute(db);
    const [last] = rows;
    await sql`delete from kysely_migration where name = ${last?.name}`.execute(writerOf(db));
    expect(await ready()).toEqual([503, "not migrated\n", "no-store"]);
    await sql`insert into kysely_migration values (${last?.name}, ${last?.timestamp})`.execute(writerOf(db));
    expect(await ready()).toEqual([200, "ready\n", "no-store"]);
  });
});

describe("a process that is told to stop", () => {
  let running: Awaited<ReturnType<typeof runSite>>;
  beforeAll(async () => {
    running = await runSite({ DRAIN_MS: "1500", LOG_LEVEL: "info" });
  });

  test("is not ready from then on, answers for a while, and ends well", async () => {
    const ask = async (path: string) => (await fetch(running.origin + path)).status;
    expect(await Promise.all([ask("/healthz"), ask("/readyz"), ask("/metrics")])).toEqual([200, 200, 404]);
    const stopped = running.stop();
    await expect.poll(() => ask("/readyz"), { interval: 20 }).toBe(503);
    expect(await Promise.all([ask("/healthz"), ask("/"), ask("/tickets")])).toEqual([200, 200, 200]);
    expect(await stopped).toBe(0);
  });

  test("has written of each request its id, route, status and time, and no word of its sender", async () => {
    const lines = running
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    const asked = lines.map((line) => JSON.parse(line)).filter(({ route }) => route === "/readyz");
    expect(asked.length).toBeGreaterThan(1);
    for (const line of asked) {
      expect(line).toEqual({
        level: 30,
        time: expect.stringMatching(/Z$/),
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        method: "GET",
        route: "/readyz",
        path: "/readyz",
        status: expect.any(Number),
        ms: expect.any(Number),
      });
    }
  });
});
