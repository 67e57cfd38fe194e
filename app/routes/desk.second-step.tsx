import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findOwnEmail } from "~/people/agents.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { proposeSecondStep, readSecondStep } from "~/people/second-step.server.ts";
import { secondStepActs } from "~/people/second-step-actions.server.ts";
import { SecondStepPage } from "~/people/second-step-page.tsx";
import { secondStepPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const { site, secret } = context;
  const [state, email] = await Promise.all([readSecondStep(db, agent), findOwnEmail(db, agent)]);
  const proposed = state.since === null ? proposeSecondStep(secret, agent, { site: site.name, email }) : null;
  const isDone = new URL(request.url).searchParams.get("done") === "turn-off";
  const title = wordsIn(site.locale)("people:second_step.title");
  return { page: deskPage(context, agent, "people", title), state, proposed, email, isDone };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const intent = form.get("intent") ?? "";
  const act = secondStepActs.get(intent);
  if (!act) throw refuse("400", form);
  const answer = await act(db, { form, agent, email: await findOwnEmail(db, agent), context });
  if (answer.errors.length > 0) return json(answer, { status: 400 });
  return intent === "turn-off" ? redirect(`${secondStepPath()}?done=${intent}`, 303) : json(answer);
}

export default function SecondStepRoute() {
  const { page: _, isDone, ...shown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SecondStepPage {...shown} isDone={isDone && !answer} answer={answer} />;
}
