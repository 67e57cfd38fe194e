import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ArticleIndex } from "~/articles/article-index.tsx";
import { instantIndexByNow } from "~/articles/instant-index.server.ts";
import { listShelves } from "~/articles/list-articles.server.ts";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { ARTICLE_TICKETS, ARTICLES, INSTANT_INDEX } from "~/http/page-tags.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { articlesPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: [] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { site } = context;
  const { agent } = await findViewer(db, request, context);
  const shelves = await listShelves(db, site.locale);
  const instant = await instantIndexByNow(db);
  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: t("articles:title"),
    description: t("articles:description", { site: site.name }),
    path: articlesPath(),
    noindex: shelves.length === 0,
    personal: agent !== null,
    tags: [ARTICLES, ARTICLE_TICKETS, INSTANT_INDEX],
  };
  return { page, shelves, isAgent: agent !== null, instantHash: instant?.hash ?? null };
}

export default function ArticlesRoute() {
  return <ArticleIndex {...useLoaderData<typeof loader>()} />;
}
