import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import { withFileErrors } from "~/files/file-form.ts";
import { takeFiles } from "~/files/take-files.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import { readFormToken } from "~/http/form-token.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { limitRate, limitUploads } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { mailFromForm } from "~/mail/mail-from-form.server.ts";
import { findLastAddress } from "~/mail/own-follow.server.ts";
import { cameBy } from "~/moderation/came-by.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { setVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { AnsweredForm } from "~/search/answered-button.tsx";
import { searchCounts } from "~/search/count-searches.server.ts";
import type { SimilarDocument } from "~/search/query-results.ts";
import { findSimilar } from "~/search/query-similar.server.ts";
import { SimilarTickets } from "~/search/similar-tickets.tsx";
import { secretKindsIn } from "~/secrets/find-secrets.ts";
import { answered, secretAnswer } from "~/secrets/secret-answer.ts";
import { attachmentsFolder } from "~/site/folders.server.ts";
import { checkedName } from "~/tickets/checked-name.server.ts";
import { readPublishedArticle } from "~/tickets/link-articles.server.ts";
import { NewTicketForm } from "~/tickets/new-ticket-form.tsx";
import { openTicket } from "~/tickets/open-ticket.server.ts";
import { previewTicket } from "~/tickets/preview.server.ts";
import { issueReceipt } from "~/tickets/receipt.server.ts";
import { parseTicketForm } from "~/tickets/ticket-form.ts";
import { newTicketPath, ticketReceivedPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal", takesFiles: true };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await findViewer(db, request, context);
  const { site } = context;
  const t = wordsIn(site.locale);
  const page: Page = {
    locale: site.locale,
    title: t("tickets:new.title"),
    description: t("tickets:new.description"),
    path: newTicketPath(),
    noindex: true,
  };
  const address = new URL(request.url).searchParams;
  const kind = address.get("kind") ?? "question";
  const title = (address.get("title") ?? "").slice(0, 160);
  const body = (address.get("body") ?? "").slice(0, 1_000);
  const name = viewer.agent ? "" : (viewer.visitor?.name ?? "");
  const email = site.hasMail && !viewer.agent ? await findLastAddress(db, viewer.visitor) : "";
  const from_search = address.get("from") === "search" ? title : "";
  const article = await findArticle(address);
  return {
    page,
    typed: { kind, title, body, name, email, from_search },
    article,
    isForSomebody: viewer.agent !== null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { site, now, secret, uploads } = context;
  const viewer = await findViewer(db, request, context);
  await limitUploads(context, form, viewer);
  const sent = await takeFiles(db, { form, uploads, viewer, folder: attachmentsFolder, secret, now });
  const files = sent.kept;
  const parsed = await checkedName(
    db,
    parseTicketForm(
      form,
      site.categories.map(({ id }) => id),
      site,
    ),
    "name",
    viewer,
    site,
  );
  const { typed, errors, values } = withFileErrors(parsed, sent);
  const article = await findArticle(form);
  if (!values) return json({ typed, errors, article, files }, { status: 400 });
  if (form.get("intent") === "preview") {
    await limitRate("preview", context, form, viewer);
    const [preview, similar] = await Promise.all([
      previewTicket(values, viewer, site),
      findSimilar(db, { title: values.title, site, now }),
    ]);
    return json({ typed, errors, article, files, preview, similar });
  }

  const token = readFormToken(secret, form.get("form_token"), now);
  if (!token) throw refuse("403", form, { origin: site.origin });
  if (token.expired)
    return json({ typed, errors, article, files, notice: { reason: "expired" as const } }, { status: 400 });
  const answer = secretAnswer(form);
  const isAsked = !viewer.agent && !answer && values.visibility === "public";
  const secrets = isAsked ? secretKindsIn([values.title, values.body]) : [];
  if (secrets.length > 0) return json({ typed, errors, article, files, secrets }, { status: 400 });
  const { isOver } = await limitRate("ticket", context, form, viewer);
  const { ticket, writer, differs } = await openTicket(db, {
    ...answered(values, answer),
    viewer,
    categoryId: values.category,
    mail: await mailFromForm(values.email, context),
    files,
    articleId: article?.id,
    nonce: token.nonce,
    cameBy: cameBy(request, form, context, { viewer, isOver }),
    now,
    site,
  });
  if (differs) {
    const notice = { reason: "sent_before" as const, number: ticket.id };
    return json({ typed, errors, article, files, notice }, { status: 409 });
  }
  // Not for what the team wrote, nor for a form that was sent twice.
  if (writer) {
    const query = form.get("from_search") ?? "";
    searchCounts.addAsked({ query, network: addressPrefix(context.address), now });
  }
  const receipt = issueReceipt(secret, ticket.id, now);
  return redirect(ticketReceivedPath(ticket, receipt), {
    status: 303,
    headers: setVisitorCookie(writer, context, request),
  });
}

/** The article that did not help, from the address or from the form. */
const findArticle = (sent: URLSearchParams) => {
  const number = sent.get("article") ?? "";
  return /^\d{1,15}$/.test(number) ? readPublishedArticle(db, Number(number)) : undefined;
};

export default function NewTicketRoute() {
  const { typed, article, isForSomebody } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  const { similar: found } = (again ?? {}) as { similar?: SimilarDocument[] };
  const similar = found && <SimilarTickets similar={found} />;
  return (
    <>
      <NewTicketForm
        typed={typed}
        errors={[]}
        article={article}
        {...again}
        similar={similar}
        isForSomebody={isForSomebody}
      />
      {found && found.length > 0 && <AnsweredForm />}
    </>
  );
}
