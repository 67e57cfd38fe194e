import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { MineTools } from "~/personal-data/mine-tools.tsx";
import { listOwnTickets } from "~/tickets/list-tickets.server.ts";
import { MyTickets } from "~/tickets/my-tickets.tsx";
import { REMOVED_READABLE_MS } from "~/tickets/visibility.server.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { visitor } = await findViewer(db, request, context);
  const { site } = context;
  const page: Page = { locale: site.locale, title: wordsIn(site.locale)("site:mine_page.title"), personal: true };
  const isErased = new URL(request.url).searchParams.get("done") === "erase";
  if (!visitor) return { page, isErased, isKnown: false, tickets: [], removed: [] };
  const [tickets, removed] = await Promise.all([
    listOwnTickets(db, visitor.id, site),
    listOwnTickets(db, visitor.id, site, { removedSince: context.now - REMOVED_READABLE_MS }),
  ]);
  return { page, isErased, isKnown: true, tickets, removed };
}

export default function MineRoute() {
  const { isKnown, isErased, ...own } = useLoaderData<typeof loader>();
  return <MyTickets {...own} isErased={isErased} tools={isKnown && <MineTools />} />;
}
