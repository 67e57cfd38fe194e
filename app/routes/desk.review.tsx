import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { readFigures } from "~/moderation/queue-figures.server.ts";
import { listMarked, listReview } from "~/moderation/queue-list.server.ts";
import { markPosts, unmarkPosts } from "~/moderation/queue-mark.server.ts";
import { parseReviewForm, parseReviewQuery } from "~/moderation/review-form.ts";
import { ReviewPage } from "~/moderation/review-page.tsx";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { reviewPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const [groups, marked, figures] = await Promise.all([listReview(db), listMarked(db, context.now), readFigures(db)]);
  const page = deskPage(context, agent, "review", wordsIn(context.site.locale)("review:title"));
  return { page, groups, marked, figures, done: parseReviewQuery(new URL(request.url).searchParams) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const pressed = { agentId: agent.id, now: context.now };
  const { values } = parseReviewForm(form);
  if (!values) throw refuse("400", form);
  if (values.intent === "undo") {
    const count = await unmarkPosts(db, values.posts, pressed);
    if (count === undefined) throw refuse("400", form);
    return redirect(reviewPath({ done: "undo", count }), 303);
  }
  const marked = await markPosts(db, values.intent, values, pressed);
  return redirect(reviewPath({ done: values.intent, count: marked.length, posts: marked.join(".") }), 303);
}

export default function ReviewRoute() {
  return <ReviewPage {...useLoaderData<typeof loader>()} />;
}
