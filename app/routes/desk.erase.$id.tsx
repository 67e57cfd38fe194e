import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { countPostsOfAuthor } from "~/personal-data/count-own-posts.server.ts";
import { eraseAuthor } from "~/personal-data/erase-author.server.ts";
import { EraseAuthorPage } from "~/personal-data/erase-author-page.tsx";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findTicketByNumber } from "~/tickets/visibility.server.ts";
import { ticketPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const ticket = await findTicketByNumber(db, ticketNumber(params.id));
  if (!ticket) throw notFound();
  const { id, slug, title } = ticket;
  const page = deskPage(context, agent, "queue", wordsIn(context.site.locale)("privacy:desk.erase"));
  return { page, ticket: { id, slug, title }, counts: await countPostsOfAuthor(db, id) };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const ticket = await findTicketByNumber(db, ticketNumber(params.id));
  if (!ticket) throw notFound(form);
  if (form.get("intent") !== "erase") throw refuse("400", form);
  const { secret, now, site } = context;
  await eraseAuthor(db, { of: { authorOfTicket: ticket.id }, by: { agentId: agent.id }, secret, now, site });
  const after = await findTicketByNumber(db, ticket.id);
  return redirect(ticketPath(after ?? ticket), 303);
}

export default function EraseAuthorRoute() {
  const { page: _, ...shown } = useLoaderData<typeof loader>();
  return <EraseAuthorPage {...shown} />;
}
