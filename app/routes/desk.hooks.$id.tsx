import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import { type HookAnswer, hookActs } from "~/hooks/hook-acts.server.ts";
import { HookPage } from "~/hooks/hook-page.tsx";
import { findHook } from "~/hooks/hooks.server.ts";
import { sendTest } from "~/hooks/send-test.server.ts";
import { showHook } from "~/hooks/show-hooks.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAdmin } from "~/people/guards.server.ts";
import { outgoing } from "~/site/outgoing.server.ts";
import { readOverdueHours } from "~/team-news/overdue-hours.server.ts";
import { hookPath, hooksPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "admin" };

const dones = ["add", "change", "on", "off", "again", "tested", "untaken"];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const admin = await requireAdmin(db, request, context);
  const shown = await showHook(db, Number(params.id) || 0);
  if (!shown) throw notFound();
  const done = new URL(request.url).searchParams.get("done");
  return {
    page: deskPage(context, admin, "settings", shown.hook.name),
    ...shown,
    categories: context.site.categories.map(({ id, name }) => ({ id, name })),
    overdueHours: await readOverdueHours(db),
    done: done && dones.includes(done) ? done : null,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { id: agentId } = await requireAdmin(db, request, context, form);
  const hook = await findHook(db, Number(params.id) || 0);
  if (!hook) throw notFound(form);
  const { id, kind } = hook;
  const { now, secret, site } = context;
  const intent = form.get("intent") ?? "";
  if (intent === "test") {
    const isTaken = await sendTest(db, { id, site, secret, outgoing, now });
    return redirect(hookPath(id, isTaken ? "tested" : "untaken"), 303);
  }
  const act = hookActs.get(intent);
  if (!act) throw refuse("400", form);
  const answer: HookAnswer | undefined = await act(db, { id, kind, form, secret, doer: { agentId, now } });
  if (answer) return json(answer, answer.errors ? 400 : 200);
  return redirect(intent === "remove" ? hooksPath({ done: "remove" }) : hookPath(id, intent), 303);
}

export default function HookRoute() {
  return <HookPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
