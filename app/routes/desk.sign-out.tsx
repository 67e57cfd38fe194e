import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { readCookie, writeCookie } from "~/people/cookies.server.ts";
import { endSessionOfToken } from "~/people/sessions.server.ts";
import { deskPath, homePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader() {
  return redirect(deskPath(), 303);
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const token = readCookie(request, "agent", context.secureCookies);
  if (token) await endSessionOfToken(db, token);
  return redirect(homePath(), {
    status: 303,
    headers: { "Set-Cookie": writeCookie("agent", "", context.secureCookies) },
  });
}

/** Shows nothing by itself: with it a refusal here is a page, and not the bare data of a resource route. */
export default function SignOutRoute() {
  return null;
}
