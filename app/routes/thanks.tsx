import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { TICKETS, ticketTag } from "~/http/page-tags.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { listThanks, parseThanksPlace, ticketsPerThanks } from "~/tickets/list-thanks.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { readThanksTrend } from "~/tickets/thanks-trend.server.ts";
import { ThanksPage } from "~/tickets/thanks-wall.tsx";
import { thanksPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: ["after"] };

const ON_A_PAGE = 30;

export async function loader({ request, context: { site, now } }: LoaderFunctionArgs) {
  const after = parseThanksPlace(new URL(request.url).searchParams.get("after"));
  if (after === undefined) throw notFound();
  const [wall, counts, months] = await Promise.all([
    listThanks(db, { limit: ON_A_PAGE, before: after ?? undefined }),
    listCounts(db),
    readThanksTrend(db, { now, timezone: site.timezone }),
  ]);
  if (after !== null && wall.thanks.length === 0) throw notFound();

  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: t("site:thanks_page.title"),
    description: t("site:thanks_page.description", { site: site.name }),
    path: thanksPath(),
    tags: [TICKETS, ...wall.thanks.map(({ id }) => ticketTag(id))],
    noindex: after !== null || wall.thanks.length === 0,
  };
  return { page, ...wall, months, ticketsPerThanks: ticketsPerThanks(counts) };
}

export default function ThanksRoute() {
  return <ThanksPage {...useLoaderData<typeof loader>()} />;
}
