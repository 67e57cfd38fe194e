import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { ARTICLES, TICKETS } from "~/http/page-tags.ts";
import { wordsIn } from "~/i18n/words.ts";
import { Home } from "~/tickets/home.tsx";
import { listThanks, ticketsPerThanks } from "~/tickets/list-thanks.server.ts";
import { listAnswered, listCounts, listTickets } from "~/tickets/list-tickets.server.ts";
import { homePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: [] };

const SHOWN = 5;

export async function loader({ context: { site } }: LoaderFunctionArgs) {
  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: t("site:home.title"),
    description: t("site:home.description", { site: site.name }),
    path: homePath(),
    tags: [TICKETS, ARTICLES],
  };
  const [answered, newest, { thanks }, counts] = await Promise.all([
    listAnswered(db, site, SHOWN),
    listTickets(db, { sort: "new" }, site),
    listThanks(db, { limit: 3 }),
    listCounts(db),
  ]);
  return {
    page,
    answered,
    newest: newest.tickets.filter(({ id }) => answered.every((one) => one.id !== id)).slice(0, SHOWN),
    thanks,
    ticketsPerThanks: ticketsPerThanks(counts),
  };
}

export default function HomeRoute() {
  return <Home {...useLoaderData<typeof loader>()} />;
}
