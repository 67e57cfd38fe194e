import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { draftFromTicket } from "~/articles/article-from-ticket.server.ts";
import { articleNumber } from "~/articles/article-number.ts";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { locales } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { deskArticlesPath, editArticlePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

/** The names of the category that a knowledge base without any begins with. */
const firstCategory = Object.fromEntries(locales.map((locale) => [locale, wordsIn(locale)("editor:categories.first")]));

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireAgent(db, request, context);
  return redirect(deskArticlesPath(), 303);
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const { site, now } = context;
  const ticketId = articleNumber(form.get("ticket"));
  const draft = await draftFromTicket(db, { ticketId, agentId: agent.id, site, firstCategory, now });
  if (draft === undefined) throw notFound(form);
  return redirect(`${editArticlePath(draft)}?done=from-ticket`, 303);
}

/** Shows nothing by itself: with it a refusal here is a page, and not the bare data of a resource route. */
export default function ArticleFromTicketRoute() {
  return null;
}
