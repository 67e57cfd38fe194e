import type { Registry } from "prom-client";
import type { TimesSent } from "~/http/kept-page.server.ts";
import type { PageCacheUsage } from "~/http/page-cache.server.ts";
import type { Metrics } from "./metrics.server.ts";

type Library = typeof import("prom-client");

interface Pages {
  keptPages: ReadonlyMap<string, TimesSent>;
  pageCache: () => PageCacheUsage;
}

const BUCKETS_IN_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Adds what was asked and answered. Returns what counts a request, and what brings the kept pages up to date. */
export function addRequests(library: Library, registry: Registry, { keptPages, pageCache }: Pages) {
  const registers = [registry];
  const requests = new library.Counter({
    name: "glasno_http_requests_total",
    help: "Answers by route; kept: a finished page from memory, HEAD counted with GET",
    labelNames: ["route", "method", "status", "kept"],
    registers,
  });
  const durations = new library.Histogram({
    name: "glasno_http_request_duration_seconds",
    help: "Time to the end of an answer; finished pages from memory are not in it",
    labelNames: ["route", "method"],
    buckets: BUCKETS_IN_SECONDS,
    registers,
  });
  const counter = (name: string, help: string) => new library.Counter({ name, help, registers });
  const hits = counter("glasno_page_cache_hits_total", "Finished pages sent from memory");
  const misses = counter("glasno_page_cache_misses_total", "Public pages that had to be made");
  const gauge = (name: string, help: string) => new library.Gauge({ name, help, registers });
  const bytes = gauge("glasno_page_cache_bytes", "Memory of the finished pages, at most");
  const pages = gauge("glasno_page_cache_pages", "Finished pages in memory");

  const count: Metrics["count"] = ({ route }, asked, { status, ms }) => {
    const method = asked && ["GET", "HEAD", "POST"].includes(asked) ? asked : "other";
    requests.inc({ route, method, status: String(status), kept: "no" });
    durations.observe({ route, method }, ms / 1000);
  };
  const growth = makeGrowth();
  const refresh = () => {
    for (const [route, { whole, notModified }] of keptPages) {
      for (const [status, total] of [
        ["200", whole],
        ["304", notModified],
      ] as const) {
        const times = growth(`${route} ${status}`, total);
        hits.inc(times);
        if (times > 0) requests.inc({ route, method: "GET", status, kept: "yes" }, times);
      }
    }
    const usage = pageCache();
    misses.inc(growth("made", usage.made));
    bytes.set(usage.bytes);
    pages.set(usage.pages);
  };
  return { count, refresh };
}

/** A counter takes what has come, not what there is: by how much a number has grown since it was told last. */
function makeGrowth(): (name: string, total: number) => number {
  const before = new Map<string, number>();
  return (name, total) => {
    const grown = total - (before.get(name) ?? 0);
    before.set(name, total);
    return grown;
  };
}
