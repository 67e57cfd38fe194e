import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { articleNumber } from "~/articles/article-number.ts";
import { runEditIntent } from "~/articles/edit-intents.server.ts";
import { doneActs, EditPage } from "~/articles/edit-page.tsx";
import { findArticleForTeam, listEditorChoices, loadEditor } from "~/articles/load-editor.server.ts";
import { db } from "~/db.server.ts";
import { takeFiles } from "~/files/take-files.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { attachmentsFolder } from "~/site/folders.server.ts";
import { editArticlePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk", takesFiles: true };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const article = await loadEditor(db, articleNumber(params.id));
  if (!article) throw notFound();
  const done = new URL(request.url).searchParams.get("done");
  return {
    page: deskPage(context, agent, "articles", article.title),
    article,
    choices: await listEditorChoices(db, context.site.locale, article.id),
    done: doneActs.find((act) => act === done) ?? null,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const article = await findArticleForTeam(db, articleNumber(params.id));
  if (!article) throw notFound(form);
  const { site, now, uploads, secret } = context;
  const viewer = { agent, visitor: null };
  const files = await takeFiles(db, { form, uploads, viewer, folder: attachmentsFolder, secret, now });
  const intent = form.get("intent") ?? "";
  const result = await runEditIntent(db, { article, form, files, intent, agentId: agent.id, site, now });
  if (!result) throw refuse("400", form);
  if ("again" in result) return json({ ...result.again, files: files.kept }, { status: result.status });
  return redirect(`${editArticlePath(result.done)}?done=${intent}`, 303);
}

export default function EditArticleRoute() {
  const { article, choices, done } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  return <EditPage article={article} choices={choices} done={again ? null : done} again={again} />;
}
