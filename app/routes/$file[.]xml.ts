import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { isKnown, machineAnswer, machineRefusal, stillTheSame } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { findSitemap } from "~/seo/find-sitemap.server.ts";
import { writeSitemap } from "~/seo/write-sitemap.server.ts";
import { pageFolders } from "~/site/folders.server.ts";

export const handle: RouteHandle = { policy: "machine" };

/** The files of the sitemap: /sitemap-tickets-0.xml. */
export async function loader({ request, params, context: { site, now } }: LoaderFunctionArgs) {
  const name = /^sitemap-([a-z\d-]+)$/.exec(params.file ?? "")?.[1];
  const sitemap = name && (await findSitemap(db, name, { site, folders: pageFolders, now }));
  if (!sitemap) return machineRefusal(404);
  const { urls, changedAt } = sitemap;
  const version = sitemap.version && `${site.origin} ${sitemap.version}`;
  if (isKnown(request, { version, changedAt })) return stillTheSame({ version, changedAt });
  return machineAnswer(writeSitemap(urls, site.origin), { type: "application/xml", changedAt, version, noindex: true });
}
