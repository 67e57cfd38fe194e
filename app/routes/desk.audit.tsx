import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { parseAuditFilter } from "~/audit/audit-filter.ts";
import { AuditPage } from "~/audit/audit-page.tsx";
import { listActors, listDeeds } from "~/audit/list-deeds.server.ts";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { deskPage } from "~/people/desk-page.server.ts";
import { requireAdmin } from "~/people/guards.server.ts";

export const handle: RouteHandle = { policy: "admin" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const admin = await requireAdmin(db, request, context);
  const filter = parseAuditFilter(new URL(request.url).searchParams);
  if (!filter) throw notFound();
  const [deeds, people] = await Promise.all([listDeeds(db, filter), listActors(db)]);
  const title = wordsIn(context.site.locale)("audit:title");
  return { page: deskPage(context, admin, "people", title), filter, people, ...deeds };
}

export default function AuditRoute() {
  return <AuditPage {...useLoaderData<typeof loader>()} />;
}
