import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findOwnFollow } from "~/mail/own-follow.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { findOwnPush } from "~/push/own-push.server.ts";
import { isReceipt } from "~/tickets/receipt.server.ts";
import { Receipt } from "~/tickets/receipt.tsx";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findRights, findTicketByNumber } from "~/tickets/visibility.server.ts";
import { ticketReceivedPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

/** For the author: by the cookie, or for ten minutes by the receipt where the cookie did not come back. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { site, now, secret } = context;
  const viewer = await findViewer(db, request, context);
  const ticket = await findTicketByNumber(db, ticketNumber(params.ref));
  if (!ticket) throw notFound();
  const rights = await findRights(db, viewer, ticket);
  const receipt = new URL(request.url).searchParams.get("receipt");
  const isAuthor = rights.isAuthor || (rights.isAgent && ticket.opened_by_agent_id !== null);
  if (!isAuthor && !isReceipt(secret, receipt, ticket.id, now)) throw notFound();
  if (isAuthor && receipt) throw redirect(ticketReceivedPath(ticket), 303);

  const locale = localeFor(ticket.language, site.locale);
  const page: Page = {
    locale,
    title: wordsIn(locale)("tickets:received.title", { number: ticket.id }),
    personal: true,
  };
  const { id, slug, title, kind, visibility, moderation } = ticket;
  return {
    page,
    ticket: { id, slug, title, kind, visibility, isHeld: moderation === "held" },
    secretToken: secretLinkToken(ticket, secret),
    isKnown: isAuthor,
    follow: site.hasMail ? await findOwnFollow(db, ticket.id, viewer.visitor) : null,
    push: await findOwnPush(db, ticket.id, { visitor: viewer.visitor, secret }),
    isForSomebody: ticket.opened_by_agent_id !== null,
  };
}

export default function ReceivedRoute() {
  return <Receipt {...useLoaderData<typeof loader>()} />;
}
