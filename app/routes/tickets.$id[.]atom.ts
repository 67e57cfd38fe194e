import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineAnswer, machineRefusal } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { ticketTag } from "~/http/page-tags.ts";
import { stranger } from "~/people/viewer.ts";
import { atomFeed } from "~/seo/atom.ts";
import { readTicketFeed } from "~/seo/ticket-feed.server.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { ticketFeedPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "public", query: [] };

/** What happens in one ticket. A feed reader has no cookie: it shows what strangers see, whoever asks. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { site, now } = context;
  if (!/^\d{1,15}$/.test(params.id ?? "")) return machineRefusal(404);
  const found = await findTicket(db, stranger, Number(params.id), now);
  if ("hidden" in found) return machineRefusal(404);
  if ("gone" in found) return machineRefusal(410);
  // What nobody has vouched for stands in no feed.
  if ("ticket" in found && found.ticket.moderation !== "published") return machineRefusal(404);
  const path = ticketFeedPath("movedTo" in found ? found.movedTo : found.ticket);
  if ("movedTo" in found || new URL(request.url).pathname !== path) return redirect(path, 301);
  const feed = await readTicketFeed(db, found.ticket, site);
  context.kept = { tags: [ticketTag(found.ticket.id)], changedAt: found.ticket.public_changed_at };
  return machineAnswer(atomFeed(feed, site.origin), { type: "application/atom+xml", noindex: true });
}
