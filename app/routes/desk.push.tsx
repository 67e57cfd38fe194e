import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { startSessionPush, stopSessionPush } from "~/push/push-to-agents.server.ts";
import { parseSubscription } from "~/push/subscription.ts";
import { wishesPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireAgent(db, request, context);
  return redirect(wishesPath(), 303);
}

/** The browser of this session shows the news of the desk, or does so no more. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { sessionId } = await requireAgent(db, request, context, form);
  const { now } = context;
  if (form.get("intent") === "push-stop") await stopSessionPush(db, sessionId);
  else {
    await limitRate("push", context, form);
    const subscription = parseSubscription(form);
    if (!subscription || !(await startSessionPush(db, { sessionId, subscription, now }))) throw refuse("400", form);
  }
  return redirect(wishesPath(), 303);
}
