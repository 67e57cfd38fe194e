import type { ContactPoint, Organization, WebSite } from "schema-dts";
import type { Site } from "~/site/site.ts";
import { homePath, logoPath, newTicketPath } from "~/urls.ts";
import { breadcrumbs, structuredData } from "./structured-data.ts";

/** The site and who runs it; on the home page only. */
export function siteData({ name, origin, logo, organisation }: Site): string | undefined {
  const url = `${origin}${homePath()}`;
  const { legalName, contact, profiles } = organisation;
  const host = new URL(origin).hostname;
  const site: WebSite = { "@type": "WebSite", name, alternateName: [host], url };
  const team: Organization = {
    "@type": "Organization",
    name: legalName || name,
    ...(legalName && { legalName, alternateName: name }),
    url: organisation.url || url,
    ...(logo && { logo: `${origin}${logoPath(logo.file)}` }),
    ...(profiles.length > 0 && { sameAs: profiles }),
    contactPoint: contactPoint(contact || `${origin}${newTicketPath()}`),
  };
  return structuredData(site, team);
}

/** An e-mail address or a page. */
function contactPoint(contact: string): ContactPoint {
  const where = contact.includes("://") ? { url: contact } : { email: contact };
  return { "@type": "ContactPoint", contactType: "customer support", ...where };
}

/** The way to a list or category. */
export function wayData(origin: string, way: { name: string; path: string }[]): string | undefined {
  return structuredData(...breadcrumbs(origin, way));
}
