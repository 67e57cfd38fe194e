import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listTopArticles } from "~/articles/list-articles.server.ts";
import { TopArticles } from "~/articles/top-articles.tsx";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { ACTIVITY, ARTICLE_TICKETS, ARTICLES, HOME, TICKETS, ticketTag } from "~/http/page-tags.ts";
import { wordsIn } from "~/i18n/words.ts";
import { siteData } from "~/seo/site-data.ts";
import { Home } from "~/tickets/home.tsx";
import { listHomeThanks } from "~/tickets/home-thanks.server.ts";
import { ticketsPerThanks } from "~/tickets/list-thanks.server.ts";
import { listAnswered, listCounts, listTickets } from "~/tickets/list-tickets.server.ts";
import { homePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: [] };

const SHOWN = 5;
const TOP_ARTICLES = 4;

export async function loader({ context: { site } }: LoaderFunctionArgs) {
  const [answered, latest, thanks, counts, articles] = await Promise.all([
    listAnswered(db, site, SHOWN),
    listTickets(db, { sort: "new" }, site),
    listHomeThanks(db),
    listCounts(db),
    listTopArticles(db, { locale: site.locale, limit: TOP_ARTICLES }),
  ]);
  const newest = latest.tickets.filter(({ id }) => answered.every((one) => one.id !== id)).slice(0, SHOWN);
  // While the team has answered nothing, what was written last stands there.
  const isByActivity = answered.every(({ answeredInMs }) => answeredInMs === null);
  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: t("site:home.title"),
    description: t("site:home.description", { site: site.name }),
    path: homePath(),
    structuredData: siteData(site),
    tags: [
      ...[TICKETS, HOME, ARTICLES, ARTICLE_TICKETS],
      ...(isByActivity ? [ACTIVITY] : []),
      ...[...answered, ...newest, ...thanks].map(({ id }) => ticketTag(id)),
    ],
  };
  return {
    page,
    answered,
    newest,
    thanks,
    ticketsPerThanks: ticketsPerThanks(counts),
    articles,
  };
}

export default function HomeRoute() {
  const { articles, ...home } = useLoaderData<typeof loader>();
  return <Home {...home} articles={articles.length > 0 && <TopArticles articles={articles} />} />;
}
