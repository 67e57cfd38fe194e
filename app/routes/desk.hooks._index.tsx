import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import { isHookKind } from "~/hooks/hook-events.ts";
import { parseHookForm } from "~/hooks/hook-form.ts";
import { addHook } from "~/hooks/hooks.server.ts";
import { HooksPage } from "~/hooks/hooks-page.tsx";
import { listHooks } from "~/hooks/show-hooks.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAdmin } from "~/people/guards.server.ts";
import { readOverdueHours, saveOverdueHours } from "~/team-news/overdue-hours.server.ts";
import { hookPath, hooksPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "admin" };

const dones = ["overdue", "remove"];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const admin = await requireAdmin(db, request, context);
  const query = new URL(request.url).searchParams;
  const kind = query.get("kind");
  if (kind !== null && !isHookKind(kind)) throw notFound();
  const done = query.get("done");
  return {
    page: deskPage(context, admin, "settings", wordsIn(context.site.locale)("hooks:title")),
    hooks: await listHooks(db),
    kind,
    categories: context.site.categories.map(({ id, name }) => ({ id, name })),
    overdueHours: await readOverdueHours(db),
    done: done && dones.includes(done) ? done : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { id: agentId } = await requireAdmin(db, request, context, form);
  const { now, secret } = context;
  const doer = { agentId, now };
  if (form.get("intent") === "overdue") {
    const again = await saveOverdueHours(db, form.get("hours") ?? "", doer);
    return again ? json(again, 400) : redirect(hooksPath({ done: "overdue" }), 303);
  }
  const kind = new URL(request.url).searchParams.get("kind");
  if (form.get("intent") !== "add" || !isHookKind(kind)) throw refuse("400", form);
  const { values, ...again } = parseHookForm(form, kind, { isNew: true });
  if (!values) return json(again, 400);
  const { id, key } = await addHook(db, { kind, values, secret, doer });
  return key ? json({ added: { id, key } }) : redirect(hookPath(id, "add"), 303);
}

export default function HooksRoute() {
  return <HooksPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
