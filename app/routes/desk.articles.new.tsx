import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { runEditIntent } from "~/articles/edit-intents.server.ts";
import { NewArticlePage } from "~/articles/edit-page.tsx";
import { findArticleForTeam, listEditorChoices, newArticleFields } from "~/articles/load-editor.server.ts";
import { db } from "~/db.server.ts";
import { takeFiles } from "~/files/take-files.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { isLocale } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { attachmentsFolder } from "~/site/folders.server.ts";
import { deskArticleCategoriesPath, editArticlePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk", takesFiles: true };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const { locale } = context.site;
  const query = new URL(request.url).searchParams;
  const asked = query.get("language");
  const original = await findArticleForTeam(db, Number(query.get("translation_of")) || 0);
  const choices = await listEditorChoices(db, locale);
  if (choices.categories.length === 0) throw redirect(deskArticleCategoriesPath(), 303);
  const language = isLocale(asked) ? asked : locale;
  const [category, title] = ["category", "title"].map((name) => query.get(name) ?? undefined);
  return {
    page: deskPage(context, agent, "articles", wordsIn(locale)("editor:edit.new_title")),
    fields: await newArticleFields(db, { category, title, original, language }),
    choices,
    original: original ? { id: original.id, title: original.title } : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const agent = await requireAgent(db, request, context, form);
  const { site, now, uploads, secret } = context;
  const viewer = { agent, visitor: null };
  const files = await takeFiles(db, { form, uploads, viewer, folder: attachmentsFolder, secret, now });
  const intent = form.get("intent") ?? "";
  const result = await runEditIntent(db, { form, files, intent, agentId: agent.id, site, now });
  if (!result) throw refuse("400", form);
  if ("again" in result) return json({ ...result.again, files: files.kept }, { status: result.status });
  return redirect(`${editArticlePath(result.done)}?done=${intent}`, 303);
}

export default function NewArticleRoute() {
  const { fields, choices, original } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  return <NewArticlePage fields={fields} choices={choices} original={original} again={again} />;
}
