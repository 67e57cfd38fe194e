import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { readCookie } from "~/people/cookies.server.ts";
import { searchCounts } from "~/search/count-searches.server.ts";
import { MOST_FOUND, search } from "~/search/query.server.ts";
import { parseSearchFilter } from "~/search/query-filter.ts";
import { SearchPage } from "~/search/search-page.tsx";

export const handle: RouteHandle = { policy: "public" };

const ON_A_PAGE = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { site, now, address: client, secureCookies } = context;
  const address = new URL(request.url).searchParams;
  const query = (address.get("q") ?? "").trim();
  const after = address.get("after") ?? "0";
  if (!/^\d{1,3}$/.test(after) || Number(after) >= MOST_FOUND) throw notFound();
  const filter = parseSearchFilter(address, site.categories);
  const results = query ? await search(db, { query, filter, limit: ON_A_PAGE, after: Number(after), site, now }) : null;
  // What the team itself looks for is no wish for an article.
  if (results && after === "0" && !readCookie(request, "agent", secureCookies)) {
    const hasFound = results.count > 0 || (results.suggestion !== null && !results.isGuess);
    searchCounts.addSearch({ query, hasFound, network: addressPrefix(client), now });
  }

  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: query ? t("search:title_of", { query: query.slice(0, 80), count: results?.count ?? 0 }) : t("search:title"),
    // Every query is an address of its own.
    noindex: true,
  };
  return { page, query, filter, results, isFirstPage: Number(after) === 0 };
}

export default function SearchRoute() {
  return <SearchPage {...useLoaderData<typeof loader>()} />;
}
