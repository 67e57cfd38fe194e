import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound } from "~/http/refusals.server.ts";
import { findOldAddress } from "~/imports/find-old-address.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";

export const handle: RouteHandle = { policy: "public" };

/** Every address that is none of ours: it may be one of the forum that this one came from. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<never> {
  const { now } = context;
  const place = await findOldAddress(db, new URL(request.url), {
    findViewer: () => findViewer(db, request, context),
    now,
  });
  if (place) throw redirect(place, 301);
  throw notFound();
}

export async function action({ request, context }: ActionFunctionArgs): Promise<never> {
  throw notFound(await readForm(request, context));
}

export default function NotFoundRoute() {
  return null;
}
