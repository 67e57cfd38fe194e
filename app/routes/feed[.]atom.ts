import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineAnswer, machineRefusal } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { ACTIVITY, TICKETS } from "~/http/page-tags.ts";
import { atomFeed } from "~/seo/atom.ts";
import { lastTicketChange } from "~/seo/ticket-sitemaps.server.ts";
import { parseFeedFilter, readTicketsFeed } from "~/seo/tickets-feed.server.ts";
import { feedPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: ["kind", "category"] };

/** What is new in the tickets, for feed readers. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { site } = context;
  const filter = parseFeedFilter(new URL(request.url).searchParams, site.categories);
  if (!filter) return machineRefusal(404);
  const feed = await readTicketsFeed(db, { site, filter, selfPath: feedPath });
  context.kept = { tags: [TICKETS, ACTIVITY], changedAt: await lastTicketChange(db) };
  return machineAnswer(atomFeed(feed, site.origin), { type: "application/atom+xml", noindex: true });
}
