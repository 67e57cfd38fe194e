import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { writeSearchCounts } from "~/search/count-searches.server.ts";
import { DeskSearch } from "~/search/desk-search.tsx";
import { forgetSearchedWords, listSearchedWords, sumSearches } from "~/search/searched-words.server.ts";
import { parseDays } from "~/search/searched-words.ts";
import { searchedWordsPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };

const MOST_LISTED = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const address = new URL(request.url).searchParams;
  const days = parseDays(address.get("days"));
  if (!days) throw notFound();
  // Else what was searched for a moment ago would be missing.
  await writeSearchCounts(db);
  const period = { days, now: context.now };
  const [foundNothing, thenAsked, totals] = await Promise.all([
    listSearchedWords(db, { list: "found_nothing", limit: MOST_LISTED, ...period }),
    listSearchedWords(db, { list: "then_asked", limit: MOST_LISTED, ...period }),
    sumSearches(db, period),
  ]);
  const title = wordsIn(context.site.locale)("counts:words.title");
  const isHidden = address.get("done") === "hide";
  return { page: deskPage(context, agent, "search", title), days, foundNothing, thenAsked, totals, isHidden };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const { id: agentId } = await requireAgent(db, request, context, form);
  const words = form.get("words");
  if (form.get("intent") !== "hide" || !words) throw refuse("400", form);
  await writeSearchCounts(db);
  await forgetSearchedWords(db, words, { agentId, now: context.now });
  return redirect(searchedWordsPath({ days: parseDays(form.get("days")), done: "hide" }), 303);
}

export default function DeskSearchRoute() {
  const { page: _, ...props } = useLoaderData<typeof loader>();
  return <DeskSearch {...props} />;
}
