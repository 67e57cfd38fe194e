import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { gone, notFound } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { sign } from "~/http/signing.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { ReportPage } from "~/moderation/report-page.tsx";
import { findReportable, reportPost } from "~/moderation/reports.server.ts";
import { parseReportForm } from "~/moderation/reports-form.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { ticketReportPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const viewer = await findViewer(db, request, context);
  const found = await findTicket(db, viewer, ticketNumber(params.ref), context.now);
  if ("gone" in found) throw gone();
  if (!("ticket" in found) || found.ticket.removed_at !== null) throw notFound();
  const { ticket } = found;
  const url = new URL(request.url);
  const reply = Number(url.searchParams.get("reply")) || null;
  const isMoved = url.pathname !== ticketReportPath(ticket) && !context.isPost;
  if (isMoved) throw redirect(ticketReportPath(ticket, { reply: reply ?? undefined }), 301);
  const post = await findReportable(db, ticket, reply);
  if (!post) throw notFound();
  const locale = localeFor(ticket.language, context.site.locale);
  const page: Page = { locale, title: wordsIn(locale)("reports:title"), noindex: true };
  return { page, post, isDone: url.searchParams.get("done") === "report" };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const viewer = await findViewer(db, request, context);
  const { now, secret, address } = context;
  const found = await findTicket(db, viewer, ticketNumber(params.ref), now);
  if (!("ticket" in found) || found.ticket.removed_at !== null) throw notFound(form);
  const post = await findReportable(db, found.ticket, Number(form.get("reply")) || null);
  if (!post || form.get("intent") !== "report") throw notFound(form);
  const { typed, errors, values } = parseReportForm(form);
  // The form comes back with the post that it is about.
  if (!values) return json({ typed, errors, post }, { status: 400 });
  await limitRate("report", context, form, viewer);

  const reader = viewer.visitor ? `visitor ${viewer.visitor.id}` : addressPrefix(address);
  const readerKey = sign(secret, "report", reader);
  await reportPost(db, { post, reason: values.why, words: values.body, readerKey, now });
  return redirect(ticketReportPath(found.ticket, { reply: post.replyId ?? undefined, done: "report" }), 303);
}

export default function ReportRoute() {
  const { page: _, ...shown } = useLoaderData<typeof loader>();
  return <ReportPage {...shown} {...useActionData<typeof action>()} />;
}
