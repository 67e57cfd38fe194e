import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { articleNumber } from "~/articles/article-number.ts";
import { restoreRevision } from "~/articles/article-verbs.server.ts";
import { compareRevisions } from "~/articles/compare-revisions.server.ts";
import { RevisionsPage } from "~/articles/revisions-page.tsx";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { editArticlePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const query = new URL(request.url).searchParams;
  const revision = (name: string) => (query.has(name) ? articleNumber(query.get(name)) : undefined);
  const articleId = articleNumber(params.id);
  const compared = await compareRevisions(db, { articleId, from: revision("from"), to: revision("to") });
  if (!compared) throw notFound();
  const title = `${wordsIn(context.site.locale)("editor:revisions.heading")}: ${compared.article.title}`;
  return { page: deskPage(context, agent, "articles", title), ...compared };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const intent = form.get("intent");
  if (intent !== "restore-revision") throw refuse("400", form);
  const articleId = articleNumber(params.id);
  const isDone = await restoreRevision(db, {
    articleId,
    revision: articleNumber(form.get("revision")),
    agentId: agent.id,
    siteOrigin: context.site.origin,
    now: context.now,
  });
  if (!isDone) throw notFound(form);
  return redirect(`${editArticlePath(articleId)}?done=${intent}`, 303);
}

export default function ArticleRevisionsRoute() {
  return <RevisionsPage {...useLoaderData<typeof loader>()} />;
}
