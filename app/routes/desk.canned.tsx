import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cannedActs } from "~/canned/canned-acts.server.ts";
import { findCannedAnswer, listCannedAnswers } from "~/canned/canned-answers.server.ts";
import { CannedPage } from "~/canned/canned-page.tsx";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { cannedPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

/** The number of the answer that is edited; 0, which none has, where the address names none. */
const editedNumber = (query: URLSearchParams): number => Number(/^\d{1,15}$/.exec(query.get("edit") ?? "")?.[0] ?? 0);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const query = new URL(request.url).searchParams;
  const id = editedNumber(query);
  const editing = id ? await findCannedAnswer(db, id) : null;
  if (editing === undefined) throw notFound();
  const done = query.get("done");
  return {
    page: deskPage(context, agent, "canned", wordsIn(context.site.locale)("canned:title")),
    answers: await listCannedAnswers(db),
    editing,
    done: done && cannedActs.has(done) ? done : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { id: agentId } = await requireAgent(db, request, context, form);
  const intent = form.get("intent") ?? "";
  const act = cannedActs.get(intent);
  if (!act) throw refuse("400", form);
  const id = editedNumber(new URL(request.url).searchParams);
  const { now } = context;
  const outcome = await act(db, { id, form, now, doer: { agentId, now } });
  if (outcome === "unknown") throw notFound(form);
  if (outcome) return json(outcome, { status: 400 });
  return redirect(`${cannedPath()}?done=${intent}`, 303);
}

export default function CannedRoute() {
  const again = useActionData<typeof action>();
  return <CannedPage {...useLoaderData<typeof loader>()} again={again} />;
}
