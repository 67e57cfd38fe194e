import type { AppLoadContext } from "@remix-run/node";
import { readFormToken } from "./form-token.server.ts";
import { refuse } from "./refusals.server.ts";

/**
 * Refuses a form that another site sent. Remix has a check of its own, but it can be walked around
 * (GHSA-h5cw-625j-3rxh covers documents only). A browser says where a form comes from; a client that says nothing
 * must show a token from one of our forms.
 */
export function assertSameOrigin(request: Request, form: URLSearchParams, context: AppLoadContext): void {
  if (!isSameOrigin(request, form, context)) throw refuse("403", form, { origin: context.site.origin });
}

/** True where the request says that it comes from our page; undefined where it says nothing at all. */
export function saysSameOrigin(request: Request, context: AppLoadContext): boolean | undefined {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site === "cross-site" || site === "same-site") return false;
  // A page with the referrer policy no-referrer makes the browser send "null" for its own forms too.
  if (origin === "null") return site === "same-origin";
  if (origin) return context.allowedOrigins.includes(origin);
  return site === "same-origin" ? true : undefined;
}

function isSameOrigin(request: Request, form: URLSearchParams, context: AppLoadContext): boolean {
  return (
    saysSameOrigin(request, context) ??
    readFormToken(context.secret, form.get("form_token"), context.now)?.expired === false
  );
}
