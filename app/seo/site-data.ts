import type { Organization, WebSite } from "schema-dts";
import type { Site } from "~/site/site.ts";
import { homePath, logoPath } from "~/urls.ts";
import { breadcrumbs, structuredData } from "./structured-data.ts";

/** The site and who runs it; on the home page only. */
export function siteData({ name, origin, logo }: Site): string | undefined {
  const url = `${origin}${homePath()}`;
  const host = new URL(origin).hostname;
  const site: WebSite = { "@type": "WebSite", name, alternateName: [host], url };
  const team: Organization = {
    "@type": "Organization",
    name,
    url,
    ...(logo && { logo: `${origin}${logoPath(logo.file)}` }),
  };
  return structuredData(site, team);
}

/** The way to a list or category. */
export function wayData(origin: string, way: { name: string; path: string }[]): string | undefined {
  return structuredData(...breadcrumbs(origin, way));
}
