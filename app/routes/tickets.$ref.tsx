import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnswer } from "~/articles/article-from-ticket.server.ts";
import { DeskArticlesOfTicket } from "~/articles/ticket-articles.tsx";
import { listArticlesOfTicket } from "~/articles/ticket-links.server.ts";
import { db } from "~/db.server.ts";
import { takeFiles } from "~/files/take-files.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { limitRate, limitUploads } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { forbidden, gone, notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { sign } from "~/http/signing.server.ts";
import { mailFromForm } from "~/mail/mail-from-form.server.ts";
import { findOwnFollow } from "~/mail/own-follow.server.ts";
import { BlackenForm } from "~/moderation/blacken-form.tsx";
import { cameBy } from "~/moderation/came-by.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { touchSession } from "~/people/sessions.server.ts";
import { setVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { findOwnPush } from "~/push/own-push.server.ts";
import { findArticlesFor } from "~/search/query-articles.server.ts";
import { ticketData } from "~/seo/ticket-data.ts";
import { attachmentsFolder } from "~/site/folders.server.ts";
import { loadDeskSide } from "~/tickets/desk-side.server.ts";
import { DeskThanksLink } from "~/tickets/desk-thanks.tsx";
import { DeskTicket } from "~/tickets/desk-ticket.tsx";
import { isReceipt } from "~/tickets/receipt.server.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { findPageOfReply, showTicket } from "~/tickets/show-ticket.server.ts";
import { TicketArticle } from "~/tickets/ticket-article.tsx";
import { ticketIntents } from "~/tickets/ticket-intents.server.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { ticketPageHead } from "~/tickets/ticket-page-head.ts";
import { parseTicketQuery } from "~/tickets/ticket-query.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { ticketPath } from "~/urls.ts";

export const handle: RouteHandle = {
  policy: "public",
  query: ["after", "edit", "as", "receipt", "reply"],
  takesFiles: true,
};

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { site, now, secret, isPost } = context;
  const url = new URL(request.url);
  const query = parseTicketQuery(url.searchParams);
  const viewer = await findViewer(db, request, context);
  const number = ticketNumber(params.ref);
  const hasReceipt = isReceipt(secret, query.receipt, number, now);
  const found = await findTicket(db, viewer, number, now, { hasReceipt });
  if ("hidden" in found) throw notFound();
  if ("gone" in found) throw gone();
  if ("movedTo" in found) throw redirect(ticketPath(found.movedTo), 301);
  const { ticket, rights } = found;
  const isClean = url.pathname === ticketPath(ticket) && !(query.receipt && rights.isAuthor && viewer.visitor);
  // A form that comes back stays where it is, or its text would be lost on the way to a new title.
  if (!isClean && !isPost) throw redirect(ticketPath(ticket, { query: query.kept }), query.receipt ? 303 : 301);

  // An agent may look at the page as everyone sees it.
  const seenBy = query.asEveryone ? { ...rights, isAgent: false } : rights;
  const { agent } = viewer;
  // A link to a reply opens the page that it stands on; the page's own address is its canonical one.
  const after =
    query.reply && query.after === undefined
      ? await findPageOfReply(db, { ticket, rights: seenBy, viewer }, query.reply)
      : query.after;
  const view =
    after === null ? undefined : await showTicket(db, { ...found, rights: seenBy, viewer, site, after, now });
  if (!view) throw notFound();
  const isDesk = agent !== null && seenBy.isAgent;
  const articles = isDesk ? await findArticlesFor(db, { ticket, query: "", now }) : [];
  return {
    page: isDesk
      ? deskPage(context, agent, "queue", `${ticket.id} ${ticket.title}`)
      : { ...ticketPageHead(view, site), structuredData: ticketData(view, site) },
    ticket: view,
    visitorName: viewer.visitor?.name ?? (rights.isAuthor ? ticket.requester_name : null),
    secretToken: rights.isAuthor ? secretLinkToken(ticket, secret) : null,
    editing: query.editing,
    isReplyHeld: query.isReplyHeld,
    follow: site.hasMail ? await findOwnFollow(db, ticket.id, viewer.visitor) : null,
    push: await findOwnPush(db, ticket.id, { visitor: viewer.visitor, secret }),
    desk: isDesk ? await loadDeskSide(db, { ticket, agent, articles, site, now }) : null,
    deskArticles: isDesk
      ? { articles: await listArticlesOfTicket(db, ticket.id), canMake: await hasAnswer(db, ticket.id) }
      : null,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  const intent = ticketIntents[(form.get("intent") ?? "").split(":")[0] ?? ""];
  const viewer = await findViewer(db, request, context);
  // A reply from a client that says nothing of where it comes from is shown once more, with a token.
  const isPressed = intent?.asksToPress?.(request, form, context) ?? true;
  if (isPressed) assertSameOrigin(request, form, context);
  const found = await findTicket(db, viewer, ticketNumber(params.ref), context.now);
  if ("gone" in found) throw gone(form);
  if ("movedTo" in found) throw refuse("409", form);
  if (!intent || !("ticket" in found)) throw notFound(form);
  if (!intent.isAllowed(found.rights, found.ticket)) throw forbidden(form);
  const { isOver } = await limitRate(intent.limit, context, form, viewer);
  if (viewer.agent) await touchSession(db, viewer.agent.sessionId, context.now);

  const { site, now, address, uploads, secret } = context;
  await limitUploads(context, form, viewer);
  const files = await takeFiles(db, { form, uploads, viewer, folder: attachmentsFolder, secret, now });
  // It goes into what is stored with a reply, so it goes there keyed.
  const sender = sign(secret, "reply", addressPrefix(address));
  const findArticles = (query: string) => findArticlesFor(db, { ticket: found.ticket, query, now });
  const ask = {
    ...found,
    viewer,
    form,
    files,
    site,
    now,
    isPressed,
    addressPrefix: sender,
    cameBy: cameBy(request, form, context, { viewer, isOver }),
    takeMail: (email: string | null) => mailFromForm(email, context),
    findArticles,
  };
  const outcome = await intent.run(db, ask);
  if (!outcome) throw notFound(form);
  if ("again" in outcome) return json({ ...outcome.again, files: files.kept }, { status: outcome.status });
  return redirect(outcome.to, { status: 303, headers: setVisitorCookie(outcome.writer, context, request) });
}

export default function TicketRoute() {
  const { desk, deskArticles, ...page } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  if (!desk) return <TicketArticle {...page} again={again} />;
  const beside = (
    <>
      {page.ticket.kind === "thanks" && <DeskThanksLink ticketId={page.ticket.id} />}
      {deskArticles && <DeskArticlesOfTicket ticketId={page.ticket.id} {...deskArticles} />}
      <BlackenForm ticketId={page.ticket.id} />
    </>
  );
  return <DeskTicket {...desk} {...page} again={again} beside={beside} />;
}
