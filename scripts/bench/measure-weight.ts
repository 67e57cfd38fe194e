import type { Db } from "#db/client.ts";
import { answerOf } from "./answer-of.ts";
import { listLongTickets } from "./measure-pages.ts";
import type { RunningServer } from "./running-server.ts";
import type { Row } from "./table.ts";

/** What a browser loads to show a ticket with ten replies: the page, its stylesheets, scripts and pictures. */
export async function measureWeight(db: Db, site: RunningServer): Promise<Row> {
  const [page] = await listLongTickets(db);
  const html = (await answerOf(`${site.origin}${page}`, {})).body.toString();
  const loaded = [...html.matchAll(/<(?:link rel="stylesheet" href|script type="module" src|img [^>]*src)="([^"]+)"/g)];
  const paths = [String(page), ...loaded.map(([, path]) => String(path))];
  const parts = await Promise.all(
    paths.map(async (path) => (await answerOf(site.origin + path, { "accept-encoding": "gzip" })).body.length),
  );
  const bytes = parts.reduce((sum, size) => sum + size, 0);
  return {
    what: "ticket page with ten replies, all that a browser loads",
    measured: `${(bytes / 1024).toFixed(1)} KB, ${parts.length} requests`,
    wanted: "≤ 25 KB, ≤ 3",
    more: `gzip; ${parts.map((size) => (size / 1024).toFixed(1)).join(" + ")}; the icon comes once on top`,
  };
}
