import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { AnsweredPage } from "~/search/answered-page.tsx";
import { countFoundAnswer } from "~/search/found-answers.server.ts";
import { findAnswer } from "~/search/query-found-answer.server.ts";
import { answeredPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, context: { site } }: LoaderFunctionArgs) {
  const answer = await findAnswer(db, new URL(request.url).searchParams.get("answer"));
  if (!answer) throw notFound();
  const page: Page = { locale: site.locale, title: wordsIn(site.locale)("counts:answered.title"), personal: true };
  return { page, answer };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const viewer = await findViewer(db, request, context);
  const name = form.get("answer") ?? "";
  const answer = await findAnswer(db, name);
  if (!answer) throw notFound(form);
  await limitRate("found answer", context, form, viewer);
  const { address, now } = context;
  if (!viewer.agent) await countFoundAnswer(db, { ...answer, network: addressPrefix(address), now });
  return redirect(answeredPath(name), 303);
}

export default function AnsweredRoute() {
  return <AnsweredPage answer={useLoaderData<typeof loader>().answer} />;
}
