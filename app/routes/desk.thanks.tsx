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
import { DeskThanks } from "~/tickets/desk-thanks.tsx";
import { chooseForHome, readHomeChoice } from "~/tickets/home-thanks.server.ts";
import { listThanks, parseThanksPlace, ticketsPerThanks } from "~/tickets/list-thanks.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { thankBack } from "~/tickets/thank-back.server.ts";
import { readThanksTrend } from "~/tickets/thanks-trend.server.ts";
import { deskThanksPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

const ON_A_PAGE = 20;
const intents = ["thank-back", "put", "take"] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const { site, now } = context;
  const query = new URL(request.url).searchParams;
  const after = parseThanksPlace(query.get("after"));
  if (after === undefined) throw notFound();
  const [wall, counts, months, chosen] = await Promise.all([
    listThanks(db, { limit: ON_A_PAGE, before: after ?? undefined }),
    listCounts(db),
    readThanksTrend(db, { now, timezone: site.timezone }),
    readHomeChoice(db),
  ]);
  return {
    page: deskPage(context, agent, "queue", wordsIn(site.locale)("thanks:desk.title")),
    thanks: wall.thanks.map((one) => ({ ...one, isOnHome: chosen.has(one.id) })),
    next: wall.next,
    after,
    ticketsPerThanks: ticketsPerThanks(counts),
    months,
    done: intents.find((intent) => intent === query.get("done")) ?? null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const { now, site } = context;
  const intent = intents.find((known) => known === form.get("intent"));
  if (!intent) throw refuse("400", form);
  const ticketId = Number(form.get("ticket")) || 0;
  const isDone =
    intent === "thank-back"
      ? await thankBack(db, { ticketId, words: form.get("words") ?? "", agent, now, site })
      : await chooseForHome(db, { ticketId, isOnHome: intent === "put", agentId: agent.id, now });
  if (!isDone) throw notFound(form);
  const after = parseThanksPlace(new URL(request.url).searchParams.get("after")) ?? undefined;
  return redirect(`${deskThanksPath({ after, done: intent })}#thanks-${ticketId}`, 303);
}

export default function DeskThanksRoute() {
  return <DeskThanks {...useLoaderData<typeof loader>()} />;
}
