import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listShelf } from "~/articles/list-shelf.server.ts";
import { parseShelfFilter } from "~/articles/shelf.ts";
import { ShelfPage } from "~/articles/shelf-page.tsx";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";

export const handle: RouteHandle = { policy: "desk" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const { locale } = context.site;
  const filter = parseShelfFilter(new URL(request.url).searchParams);
  const shelf = filter && (await listShelf(db, filter, locale));
  if (!shelf) throw notFound();
  return { page: deskPage(context, agent, "articles", wordsIn(locale)("editor:shelf.title")), filter, ...shelf };
}

export default function DeskArticlesRoute() {
  return <ShelfPage {...useLoaderData<typeof loader>()} />;
}
