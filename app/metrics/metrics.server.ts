import type { Db } from "#db/client.ts";
import type { Asked } from "~/http/asked.server.ts";
import type { TimesSent } from "~/http/kept-page.server.ts";
import type { PageCacheUsage } from "~/http/page-cache.server.ts";
import type { Sent } from "~/http/request-log.server.ts";
import { isBearer } from "~/http/signing.server.ts";
import { addRequests } from "./requests.server.ts";
import { addWork } from "./work.server.ts";

/** Figures for Prometheus. Addresses stand in them as patterns, never as somebody asked for them. */
export interface Metrics {
  contentType: string;
  /** @param authorization the header of that name */
  mayRead(authorization: string | null): boolean;
  /** A request that was no kept page. */
  count(asked: Asked, method: string | undefined, sent: Sent): void;
  write(): Promise<string>;
}

interface Sources {
  token: string;
  /** How often kept pages were sent, by route. */
  keptPages: ReadonlyMap<string, TimesSent>;
  pageCache: () => PageCacheUsage;
}

/** Begins to measure. The library is loaded here: who sets no token has nothing of it. */
export async function makeMetrics(db: Db, { token, ...pages }: Sources): Promise<Metrics> {
  const library = await import("prom-client");
  const registry = new library.Registry();
  library.collectDefaultMetrics({ register: registry });
  const requests = addRequests(library, registry, pages);
  const work = addWork(library, registry, db);
  return {
    contentType: registry.contentType,
    mayRead: (authorization) => isBearer(authorization, token),
    count: requests.count,
    async write() {
      requests.refresh();
      await work.refresh();
      return registry.metrics();
    },
  };
}
