import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findOwnEmail, listPeople } from "~/people/agents.server.ts";
import { writeCookie } from "~/people/cookies.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAdmin, requireAgent } from "~/people/guards.server.ts";
import { adminActs, ownActs } from "~/people/people-actions.server.ts";
import { PeoplePage } from "~/people/people-page.tsx";
import { readSecondStep } from "~/people/second-step.server.ts";
import { listSessions } from "~/people/sessions.server.ts";
import { peoplePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const t = wordsIn(context.site.locale);
  const [people, sessions, email, secondStep] = await Promise.all([
    listPeople(db),
    listSessions(db, agent, context.now),
    findOwnEmail(db, agent),
    readSecondStep(db, agent),
  ]);
  const done = new URL(request.url).searchParams.get("done") ?? "";
  return {
    page: deskPage(context, agent, "people", t("people:page.title")),
    people,
    sessions,
    me: { id: agent.id, email, isAdmin: agent.role === "admin", hasSecondStep: secondStep.since !== null },
    done: Object.hasOwn(ownActs, done) || Object.hasOwn(adminActs, done) ? done : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const intent = form.get("intent") ?? "";
  const isOwn = Object.hasOwn(ownActs, intent);
  const agent = await (isOwn ? requireAgent : requireAdmin)(db, request, context, form);
  const act = isOwn ? ownActs[intent] : Object.hasOwn(adminActs, intent) && adminActs[intent];
  if (!act) throw refuse("400", form);

  const { sessionToken, ...answer } = await act(db, {
    form,
    agent,
    doer: { agentId: agent.id, now: context.now },
    context,
    userAgent: request.headers.get("user-agent"),
  });
  if (answer.errors.length > 0) return json(answer, { status: 400 });
  if (answer.address) return json(answer);
  const cookie = sessionToken && writeCookie("agent", sessionToken, context.secureCookies);
  return redirect(`${peoplePath()}?done=${intent}`, {
    status: 303,
    ...(cookie && { headers: { "Set-Cookie": cookie } }),
  });
}

export default function PeopleRoute() {
  const { people, sessions, me, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <PeoplePage people={people} sessions={sessions} me={me} done={answer ? null : done} answer={answer} />;
}
