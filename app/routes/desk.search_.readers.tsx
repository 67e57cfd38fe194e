import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import { writeReaderCounts } from "~/readers/count-readers.server.ts";
import { DeskReaders } from "~/readers/desk-readers.tsx";
import { listPageReaders, sumReaders } from "~/readers/page-readers.server.ts";
import { parseDays } from "~/readers/page-readers.ts";

export const handle: RouteHandle = { policy: "desk" };

const MOST_LISTED = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const agent = await requireAgent(db, request, context);
  const days = parseDays(new URL(request.url).searchParams.get("days"));
  if (!days) throw notFound();
  // Else what was counted a moment ago would be missing.
  await writeReaderCounts(db);
  const period = { days, now: context.now };
  const [fromSearch, wentOn, totals] = await Promise.all([
    listPageReaders(db, { most: "fromSearch", limit: MOST_LISTED, ...period }),
    listPageReaders(db, { most: "wentOn", limit: MOST_LISTED, ...period }),
    sumReaders(db, period),
  ]);
  const title = wordsIn(context.site.locale)("counts:readers.title");
  const isAdmin = agent.role === "admin";
  return { page: deskPage(context, agent, "search", title), days, fromSearch, wentOn, totals, isAdmin };
}

export default function DeskReadersRoute() {
  const { page: _, ...props } = useLoaderData<typeof loader>();
  return <DeskReaders {...props} />;
}
