import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { blackenTicket, findPlaces } from "~/moderation/blacken.server.ts";
import { BlackenPage } from "~/moderation/blacken-page.tsx";
import { blackenPattern } from "~/moderation/blacken-words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findTicketByNumber } from "~/tickets/visibility.server.ts";
import { ticketPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const ticket = await findTicketByNumber(db, ticketNumber(params.id));
  if (!ticket) throw notFound();
  const { id, slug, title } = ticket;
  const heading = wordsIn(context.site.locale)("privacy:blacken.title");
  return { page: deskPage(context, agent, "queue", heading), ticket: { id, slug, title } };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const ticket = await findTicketByNumber(db, ticketNumber(params.id));
  if (!ticket) throw notFound(form);
  const words = (form.get("words") ?? "").replaceAll("\r\n", "\n");
  const pattern = blackenPattern(words);
  const errors = [{ field: "words", message: "privacy:blacken.error" }];
  if (!pattern) return json({ words, errors }, { status: 400 });
  if (form.get("intent") === "look") return json({ words, found: await findPlaces(db, ticket.id, pattern) });
  if (form.get("intent") !== "blacken") throw refuse("400", form);

  const { now, site } = context;
  await blackenTicket(db, { ticketId: ticket.id, pattern, words, agentId: agent.id, now, site });
  const after = await findTicketByNumber(db, ticket.id);
  return redirect(ticketPath(after ?? ticket), 303);
}

export default function BlackenRoute() {
  const { ticket } = useLoaderData<typeof loader>();
  return <BlackenPage ticket={ticket} {...useActionData<typeof action>()} />;
}
