import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { sign } from "~/http/signing.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { setVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { isVotedOn } from "~/tickets/ticket.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import { replyPath, ticketPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

const DAY_MS = 24 * 60 * 60 * 1000;

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/tickets/${params.ref}`, 303);
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { now, secret, address } = context;
  const viewer = await findViewer(db, request, context);
  const found = await findTicket(db, viewer, ticketNumber(params.ref), now);
  if (!("ticket" in found) || found.ticket.removed_at !== null) throw notFound();
  const { ticket } = found;
  const replyId = Number(form.get("reply")) || undefined;
  if (!replyId && !isVotedOn(ticket.kind)) throw notFound();
  await limitRate("vote", context, form, viewer);

  const addressKey = sign(secret, "vote", addressPrefix(address), Math.floor(now / DAY_MS));
  const wanted = form.get("intent") === "unvote" ? "unvote" : "vote";
  const writer = await castVote(db, { ticket, replyId, wanted, viewer, addressKey, now });
  if (!writer) throw notFound();
  return redirect(replyId ? replyPath(ticket, replyId, ticket.reply_count) : ticketPath(ticket), {
    status: 303,
    headers: setVisitorCookie(writer, context, request),
  });
}

/** Shows nothing by itself: with it a refusal here is a page, and not the bare data of a resource route. */
export default function VoteRoute() {
  return null;
}
