import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Page, RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { pageFolders } from "~/site/folders.server.ts";
import { SitePage } from "~/site/site-page.tsx";
import { findSitePage } from "~/site/site-pages.server.ts";
import { pagePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public" };

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { locale, origin } = context.site;
  const slug = String(params.slug);
  const found = await findSitePage({ slug, locale, origin, folders: pageFolders });
  if (!found) throw notFound();
  const { title, html, description } = found;
  const page: Page = { locale: found.locale, title, description, path: pagePath(slug) };
  return { page, title, html };
}

export default function SitePageRoute() {
  const { title, html } = useLoaderData<typeof loader>();
  return <SitePage title={title} html={html} />;
}
