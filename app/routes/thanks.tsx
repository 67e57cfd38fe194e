import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { TICKETS } from "~/http/page-tags.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { listThanks, ticketsPerThanks } from "~/tickets/list-thanks.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { ThanksPage } from "~/tickets/thanks-wall.tsx";
import { thanksPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: ["after"] };

const ON_A_PAGE = 30;

export async function loader({ request, context: { site } }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get("after");
  if (after !== null && !/^\d{1,15}$/.test(after)) throw notFound();
  const [wall, counts] = await Promise.all([
    listThanks(db, { limit: ON_A_PAGE, before: after === null ? undefined : Number(after) }),
    listCounts(db),
  ]);
  if (after !== null && wall.thanks.length === 0) throw notFound();

  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: t("site:thanks_page.title"),
    description: t("site:thanks_page.description", { site: site.name }),
    path: thanksPath(),
    tags: [TICKETS],
    noindex: after !== null || wall.thanks.length === 0,
  };
  return { page, ...wall, ticketsPerThanks: ticketsPerThanks(counts) };
}

export default function ThanksRoute() {
  return <ThanksPage {...useLoaderData<typeof loader>()} />;
}
