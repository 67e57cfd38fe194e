import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { LanguageProvider } from "~/i18n/use-words.tsx";
import { findSimilar } from "~/search/query-similar.server.ts";
import { SimilarTickets } from "~/search/similar-tickets.tsx";

export const handle: RouteHandle = { policy: "machine" };

/** A piece of HTML for the form, while somebody types its title. Empty where there is nothing similar. */
export async function loader({ request, context: { site, now } }: LoaderFunctionArgs) {
  const title = new URL(request.url).searchParams.get("title") ?? "";
  const similar = await findSimilar(db, { title, site, now });
  const html = renderToStaticMarkup(
    <LanguageProvider locale={site.locale} timezone={site.timezone}>
      <SimilarTickets similar={similar} />
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
