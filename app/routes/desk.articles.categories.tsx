import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CategoriesPage } from "~/articles/categories-page.tsx";
import { categoryActs, changeArticleCategories } from "~/articles/category-intents.server.ts";
import { listCategoriesForTeam } from "~/articles/list-shelf.server.ts";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { deskArticleCategoriesPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const { locale } = context.site;
  const done = new URL(request.url).searchParams.get("done") ?? "";
  return {
    page: deskPage(context, agent, "articles", wordsIn(locale)("editor:categories.title")),
    categories: await listCategoriesForTeam(db, locale),
    done: categoryActs.includes(done) ? done : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { id: agentId } = await requireAgent(db, request, context, form);
  const intent = form.get("intent") ?? "";
  if (!categoryActs.includes(intent)) throw refuse("400", form);
  const again = await changeArticleCategories(db, { form, intent, doer: { agentId, now: context.now } });
  return again ? json(again, { status: 400 }) : redirect(`${deskArticleCategoriesPath()}?done=${intent}`, 303);
}

export default function ArticleCategoriesRoute() {
  const { categories, done } = useLoaderData<typeof loader>();
  const again = useActionData<typeof action>();
  return <CategoriesPage categories={categories} done={again ? null : done} again={again} />;
}
