import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { answerByMail } from "~/mail/answer-by-link.server.ts";
import { readFollowToken } from "~/mail/follow-token.server.ts";
import { FollowerPage } from "~/mail/follower-page.tsx";
import { showFollower } from "~/mail/show-follower.server.ts";
import { mailPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = params.token ?? "";
  const id = readFollowToken(token, context.secret);
  if (!id) throw notFound();
  const { locale, follow } = await showFollower(db, id, context.site.locale);
  const t = wordsIn(locale);
  const title = follow ? t("mail:page.title", { number: follow.number }) : t("mail:page.gone_title");
  const page: Page = { locale, title, noindex: true };
  return { page, token, follow, isNotMe: new URL(request.url).searchParams.get("view") === "not-me" };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  const token = params.token ?? "";
  const id = readFollowToken(token, context.secret);
  // RFC 8058: a mail program posts it by itself and says nothing of where it comes from. The token is its right.
  const isOneClick = form.get("List-Unsubscribe") === "One-Click";
  if (!isOneClick) assertSameOrigin(request, form, context);
  if (!id) throw notFound(form);
  const intent = isOneClick ? "stop" : form.get("intent");
  const done = await answerByMail(db, { id, intent, mailbox: form.get("mailbox") }, context);
  if (!done) throw refuse("400", form);
  return isOneClick || done !== "changed" ? json({ done }) : redirect(mailPath(token), 303);
}

export default function MailRoute() {
  const { page: _, ...shown } = useLoaderData<typeof loader>();
  const { done } = useActionData<typeof action>() ?? {};
  return <FollowerPage {...shown} done={done === "changed" ? undefined : done} />;
}
