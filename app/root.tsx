import type { HeadersFunction } from "@remix-run/node";
import { isRouteErrorResponse, Outlet, useMatches, useRouteError } from "@remix-run/react";
import { Document } from "~/components/document.tsx";
import { RefusalPage } from "~/components/refusal-page.tsx";
import { useSite } from "~/components/site-context.tsx";
import type { Page } from "~/http/page.ts";
import { isRefusal, type Refusal } from "~/http/refusal.ts";
import { wordsIn } from "~/i18n/words.ts";

/** Headers of a refusal (Retry-After) reach the document only by way of this. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers();

/** The document around every page. What it needs to know the page's loader says in its field `page`. */
export default function Root() {
  const leaf = useMatches().at(-1);
  const page = (leaf?.data as { page?: Page } | undefined)?.page;
  if (!page) throw new Error(`the loader of ${leaf?.id} returns no page`);
  return (
    <Document page={page}>
      <Outlet />
    </Document>
  );
}

/** Refusals (404, 403, 429…) and failures, in the site's language, with what their sender had typed. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { site } = useSite();
  const refusal = refusalOf(error);
  const page: Page = {
    locale: site.locale,
    title: wordsIn(site.locale)(`errors:${refusal.reason}.title`),
    noindex: true,
  };
  return (
    <Document page={page}>
      <RefusalPage refusal={refusal} />
    </Document>
  );
}

/** Ours says why; Remix throws its own for an address or a method that no route has. */
function refusalOf(error: unknown): Refusal {
  if (!isRouteErrorResponse(error)) return { reason: "500", kept: [] };
  if (isRefusal(error.data)) return error.data;
  return { reason: error.status === 405 ? "405" : error.status < 500 ? "404" : "500", kept: [] };
}
