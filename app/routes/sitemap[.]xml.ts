import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineAnswer } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { listSitemaps } from "~/seo/find-sitemap.server.ts";
import { writeSitemapIndex } from "~/seo/write-sitemap.server.ts";

export const handle: RouteHandle = { policy: "machine" };

export async function loader({ context: { site, now } }: LoaderFunctionArgs) {
  const parts = await listSitemaps(db, now);
  return machineAnswer(writeSitemapIndex(parts, site.origin), { type: "application/xml", noindex: true });
}
