import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { countQueue, listQueue } from "~/tickets/list-queue.server.ts";
import { ticketsPerThanks } from "~/tickets/list-thanks.server.ts";
import { listCounts } from "~/tickets/list-tickets.server.ts";
import { Queue } from "~/tickets/queue.tsx";
import { parseQueueFilter } from "~/tickets/queue-filter.ts";
import { isByWaiting } from "~/tickets/queue-view.ts";
import { signInPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "desk" };
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { agent } = await findViewer(db, request, context);
  if (!agent) throw redirect(signInPath(), 303);
  const { site, now } = context;
  const filter = parseQueueFilter(new URL(request.url).searchParams, site.categories);
  if (!filter) throw notFound();
  const [queue, counts, publicCounts] = await Promise.all([
    listQueue(db, filter, agent.id, site),
    countQueue(db, agent.id),
    listCounts(db),
  ]);
  const t = wordsIn(site.locale);
  return {
    page: deskPage(context, agent, "queue", t(`desk:queue.view.${filter.view}`)),
    filter: filter.address,
    counts,
    ...queue,
    ticketsPerThanks: ticketsPerThanks(publicCounts),
    isByWaiting: isByWaiting(filter.view),
    now,
  };
}

export default function DeskRoute() {
  return <Queue {...useLoaderData<typeof loader>()} />;
}
