import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToStaticMarkup } from "react-dom/server";
import { SiteContext } from "~/components/site-context.tsx";
import { browserFiles } from "~/http/browser-files.server.ts";
import { issueFormToken } from "~/http/form-token.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { setPageHeaders } from "~/http/page-headers.server.ts";
import { log } from "~/http/request-log.server.ts";

/** A page of the site as HTML. It is complete: nothing of React goes to the browser. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Response {
  const { matches, loaderData, actionData } = remix.staticHandlerContext;
  const leaf = matches.at(-1)?.route.id ?? "root";
  const policy = (remix.routeModules[leaf]?.handle as RouteHandle | undefined)?.policy ?? "public";
  const page: Page | undefined = loaderData[leaf]?.page;
  const hasCookie = request.headers.has("cookie");
  setPageHeaders(headers, { policy, page, isPost: request.method === "POST", hasCookie, status });
  if (request.method === "POST") headers.set("Cache-Control", "private, no-store");
  const isCacheable = headers.get("Cache-Control")?.startsWith("public");
  if (isCacheable && status === 200 && page?.tags) {
    context.kept = { tags: page.tags, changedAt: page.changedAt };
  }

  const html = renderToStaticMarkup(
    <SiteContext.Provider
      value={{
        site: context.site,
        path: new URL(request.url).pathname,
        formToken: isCacheable ? null : issueFormToken(context.secret, context.now),
        hasErrors: (actionData?.[leaf]?.errors?.length ?? 0) > 0,
        browserFiles,
      }}
    >
      <RemixServer context={remix} url={request.url} />
    </SiteContext.Provider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  context.html = `<!doctype html>${lowerCaseAttributes(html)}`;
  return new Response(null, { status, headers });
}

const CAMEL_CASED = / (?:charSet|dateTime|autoComplete|encType|inputMode|hrefLang|spellCheck|maxLength)="/g;

/** React 18 writes these names as in its own props. In texts `<` and `>` are escaped, so a tag is where one is open. */
function lowerCaseAttributes(html: string): string {
  return html.replace(CAMEL_CASED, (name, at: number) =>
    html.lastIndexOf("<", at) > html.lastIndexOf(">", at) ? name.toLowerCase() : name,
  );
}

/** Refusals are answers, not errors; everything else goes to the log and nowhere else. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const { id, route, path } = context.asked;
  log.error({ err: error, id, route, path }, "a page failed");
}
