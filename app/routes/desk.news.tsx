import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findOwnEmail } from "~/people/agents.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { findSessionPush } from "~/push/push-to-agents.server.ts";
import { readOverdueHours } from "~/team-news/overdue-hours.server.ts";
import { offeredChannels } from "~/team-news/team-events.ts";
import { findMailTrouble, listWishes, parseWishes, saveWishes } from "~/team-news/wishes.server.ts";
import { WishesPage } from "~/team-news/wishes-page.tsx";
import { wishesPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const { site, secret } = context;
  const push = await findSessionPush(db, { sessionId: agent.sessionId, secret });
  return {
    page: deskPage(context, agent, "people", wordsIn(site.locale)("hooks:wishes.title")),
    wishes: await listWishes(db, agent.id),
    categories: site.categories.map(({ id, name }) => ({ id, name })),
    channels: offeredChannels(site, push),
    push,
    email: await findOwnEmail(db, agent),
    isSaved: new URL(request.url).searchParams.get("done") === "save",
    trouble: await findMailTrouble(db, agent.id),
    overdueHours: await readOverdueHours(db),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { id: agentId, sessionId } = await requireAgent(db, request, context, form);
  const push = await findSessionPush(db, { sessionId, secret: context.secret });
  await saveWishes(db, { agentId, wishes: parseWishes(form), offered: offeredChannels(context.site, push) });
  return redirect(wishesPath("save"), 303);
}

export default function WishesRoute() {
  return <WishesPage {...useLoaderData<typeof loader>()} />;
}
