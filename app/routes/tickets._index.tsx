import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { ACTIVITY, TICKETS, ticketTag } from "~/http/page-tags.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { wayData } from "~/seo/site-data.ts";
import { parseTicketFilter } from "~/tickets/list-filter.ts";
import { listCounts, listTickets } from "~/tickets/list-tickets.server.ts";
import { TicketIndex } from "~/tickets/ticket-index.tsx";
import { homePath, ticketsPath } from "~/urls.ts";

export const handle: RouteHandle = {
  policy: "public",
  query: ["kind", "phase", "status", "category", "sort", "after"],
};

export async function loader({ request, context: { site } }: LoaderFunctionArgs) {
  const filter = parseTicketFilter(new URL(request.url).searchParams, site.categories);
  if (!filter) throw notFound();
  const [list, counts] = await Promise.all([listTickets(db, filter, site), listCounts(db)]);
  if (filter.after && list.tickets.length === 0) throw notFound();

  const t = wordsIn(site.locale);
  const { kind, category } = filter;
  const isCombined = Boolean(
    filter.phase || filter.status || filter.after || filter.sort !== "new" || (kind && category),
  );
  const title = [category?.name, t(kind ? `tickets:kinds.${kind}` : "tickets:list.title")].filter(Boolean).join(", ");
  const isPart = kind !== undefined || category !== undefined;
  const page: Page = {
    locale: site.locale,
    title,
    description: t(isPart ? "tickets:list.description_of" : "tickets:list.description", {
      what: title,
      site: site.name,
    }),
    tags: [TICKETS, ...(filter.sort === "new" ? [] : [ACTIVITY]), ...list.tickets.map(({ id }) => ticketTag(id))],
    structuredData: wayData(site.origin, [
      { name: site.name, path: homePath() },
      { name: t("tickets:list.title"), path: ticketsPath() },
      ...(category ? [{ name: category.name, path: ticketsPath({ category: category.slug }) }] : []),
    ]),
    path: ticketsPath({ kind, category: category?.slug }),
    // Combinations, later pages and empty lists are no pages of their own for a search engine.
    noindex: isCombined || list.tickets.length === 0,
  };
  return { page, filter, counts, ...list };
}

export default function TicketsRoute() {
  return <TicketIndex {...useLoaderData<typeof loader>()} />;
}
