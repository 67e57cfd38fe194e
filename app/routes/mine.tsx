import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { wordsIn } from "~/i18n/words.ts";
import { FollowedTickets } from "~/mail/followed-tickets.tsx";
import type { FollowedTicket } from "~/mail/own-follow.ts";
import { listFollowed } from "~/mail/show-followed.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { MineTools } from "~/personal-data/mine-tools.tsx";
import type { PushedTicket } from "~/push/own-push.ts";
import { PushedTickets } from "~/push/pushed-tickets.tsx";
import { listPushed } from "~/push/show-pushed.server.ts";
import { listOwnTickets } from "~/tickets/list-tickets.server.ts";
import { MyTickets } from "~/tickets/my-tickets.tsx";
import { REMOVED_READABLE_MS } from "~/tickets/visibility.server.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await findViewer(db, request, context);
  const { visitor } = viewer;
  const { site } = context;
  const page: Page = { locale: site.locale, title: wordsIn(site.locale)("site:mine_page.title"), personal: true };
  const isErased = new URL(request.url).searchParams.get("done") === "erase";
  const nothing = { tickets: [], removed: [], followed: [] as FollowedTicket[], pushed: [] as PushedTicket[] };
  if (!visitor) return { page, isErased, isKnown: false, ...nothing };
  const [tickets, removed, followed, pushed] = await Promise.all([
    listOwnTickets(db, visitor.id, site),
    listOwnTickets(db, visitor.id, site, { removedSince: context.now - REMOVED_READABLE_MS }),
    site.hasMail ? listFollowed(db, viewer, context.now) : nothing.followed,
    listPushed(db, viewer, context.now),
  ]);
  return { page, isErased, isKnown: true, tickets, removed, followed, pushed };
}

export default function MineRoute() {
  const { isKnown, isErased, followed, pushed, ...own } = useLoaderData<typeof loader>();
  const tools = (
    <>
      <FollowedTickets followed={followed} />
      <PushedTickets pushed={pushed} />
      {isKnown && <MineTools />}
    </>
  );
  return <MyTickets {...own} isErased={isErased} tools={tools} />;
}
