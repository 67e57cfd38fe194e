import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { gone, notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { stopOwnFollows } from "~/mail/answer-mail.server.ts";
import { mailAddress } from "~/mail/mail-address.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { setVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { stopPush } from "~/push/forget-browsers.server.ts";
import { parseSubscription } from "~/push/subscription.ts";
import { followTicket, followTicketByPush } from "~/tickets/follow-by-form.server.ts";
import { parseFollowForm } from "~/tickets/follow-form.ts";
import { FollowPage } from "~/tickets/follow-page.tsx";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { minePath, ticketFollowPath, ticketNewsPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const viewer = await findViewer(db, request, context);
  const { site, now, isPost } = context;
  const found = await findTicket(db, viewer, ticketNumber(params.ref), now);
  if ("gone" in found) throw gone();
  if (!("ticket" in found) || found.ticket.removed_at !== null || !site.hasMail) throw notFound();
  const { id, slug, title, language } = found.ticket;
  const url = new URL(request.url);
  if (url.pathname !== ticketFollowPath({ id, slug }) && !isPost) throw redirect(ticketFollowPath({ id, slug }), 301);
  const locale = localeFor(language, site.locale);
  const page: Page = { locale, title: wordsIn(locale)("mail:follow.page_title", { number: id }), noindex: true };
  return { page, ticket: { id, slug, title }, isDone: url.searchParams.get("done") === "follow" };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const viewer = await findViewer(db, request, context);
  const { now, secret, site } = context;
  const intent = form.get("intent") ?? "";
  if (["unfollow", "push-stop"].includes(intent) && viewer.visitor) {
    const own = { ticketId: ticketNumber(params.ref), visitorId: viewer.visitor.id };
    if (intent === "unfollow") await stopOwnFollows(db, own, now);
    else await stopPush(db, own);
    const isFromList = form.get("from") === "mine";
    return redirect(isFromList ? minePath() : `/tickets/${params.ref}`, 303);
  }
  const found = await findTicket(db, viewer, ticketNumber(params.ref), now);
  if (!("ticket" in found) || found.ticket.removed_at !== null) throw notFound(form);
  if (intent === "push") {
    const subscription = parseSubscription(form);
    await limitRate("push", context, form, viewer);
    const ticketId = found.ticket.id;
    const writer = subscription && (await followTicketByPush(db, { ticketId, viewer, subscription, now }));
    if (!writer) throw refuse("400", form);
    const headers = setVisitorCookie(writer, context, request);
    return redirect(ticketNewsPath(found.ticket), { status: 303, headers });
  }
  if (!site.hasMail) throw notFound(form);
  const { typed, errors, values } = parseFollowForm(form);
  if (!values) return json({ typed, errors }, { status: 400 });
  await limitRate("mail", context, form, viewer);
  const writer = await followTicket(db, { ...found, viewer, mail: mailAddress(secret, values.email), now });
  return redirect(ticketFollowPath(found.ticket, { done: "follow" }), {
    status: 303,
    headers: setVisitorCookie(writer, context, request),
  });
}

export default function FollowRoute() {
  const { page: _, ...shown } = useLoaderData<typeof loader>();
  return <FollowPage {...shown} {...useActionData<typeof action>()} />;
}
