import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { setVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { issueReceipt } from "~/tickets/receipt.server.ts";
import { findTicketByToken, openSecretLink } from "~/tickets/secret-link.server.ts";
import { ticketPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

/**
 * A secret link: sets the cookie and leads to the clean address, so that the secret is in no page, history entry or
 * referrer. Where the cookie does not come back, the receipt shows the ticket in place for ten minutes.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ticket = await findTicketByToken(db, params.token ?? "", context.secret);
  if (!ticket) throw notFound();
  const viewer = await findViewer(db, request, context);
  const writer = await openSecretLink(db, ticket, viewer, context.now);
  const receipt = writer.newToken ? issueReceipt(context.secret, ticket.id, context.now) : undefined;
  return redirect(ticketPath(ticket, { query: receipt && `receipt=${receipt}` }), {
    status: 303,
    headers: {
      ...setVisitorCookie(writer, context, request),
      "Cache-Control": "private, no-store",
      "Referrer-Policy": "no-referrer",
      "X-Robots-Tag": "noindex, nofollow, noarchive",
    },
  });
}

/** Shows nothing by itself: with it a refusal here is a page, and not the bare data of a resource route. */
export default function SecretLinkRoute() {
  return null;
}
