import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { LanguageProvider } from "~/i18n/use-words.tsx";
import { requireAgent } from "~/people/guards.server.ts";
import { findArticlesFor } from "~/search/query-articles.server.ts";
import { InsertList } from "~/tickets/insert-list.tsx";
import { listInserts } from "~/tickets/list-inserts.server.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findTicketByNumber } from "~/tickets/visibility.server.ts";

export const handle: RouteHandle = { policy: "desk" };

/** A piece of HTML for the reply of an agent, while they search for something to put into it. */
export async function loader({ request, context: { site, now, ...context } }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, { site, now, ...context });
  const asked = new URL(request.url).searchParams;
  const query = (asked.get("q") ?? "").trim();
  // An agent may read every ticket.
  const ticket = await findTicketByNumber(db, ticketNumber(asked.get("ticket") ?? undefined));
  if (!ticket) throw notFound();
  const articles = await findArticlesFor(db, { ticket, query, now });
  const inserts = await listInserts(db, { ticket, agentName: agent.name, site, query, articles });
  const html = renderToStaticMarkup(
    <LanguageProvider locale={site.locale} timezone={site.timezone}>
      <InsertList inserts={inserts} />
    </LanguageProvider>,
  );
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
