import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { dismissReports, listReports } from "~/moderation/reports.server.ts";
import { ReportsPage } from "~/moderation/reports-page.tsx";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { reportsPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const title = wordsIn(context.site.locale)("reports:desk.title");
  const isDone = new URL(request.url).searchParams.get("done") === "dismiss";
  return { page: deskPage(context, agent, "reports", title), reports: await listReports(db), isDone };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const ticketId = Number(form.get("ticket"));
  if (form.get("intent") !== "dismiss" || !ticketId) throw refuse("400", form);
  await dismissReports(db, {
    ticketId,
    replyId: Number(form.get("reply")) || null,
    agentId: agent.id,
    now: context.now,
  });
  return redirect(reportsPath("dismiss"), 303);
}

export default function ReportsRoute() {
  const { page: _, ...shown } = useLoaderData<typeof loader>();
  return <ReportsPage {...shown} />;
}
