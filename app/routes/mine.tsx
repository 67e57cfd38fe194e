import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { listOwnTickets } from "~/tickets/list-tickets.server.ts";
import { MyTickets } from "~/tickets/my-tickets.tsx";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { visitor } = await findViewer(db, request, context);
  const { site } = context;
  const page: Page = { locale: site.locale, title: wordsIn(site.locale)("site:mine_page.title"), personal: true };
  return { page, tickets: visitor ? await listOwnTickets(db, visitor.id, site) : [] };
}

export default function MineRoute() {
  return <MyTickets {...useLoaderData<typeof loader>()} />;
}
