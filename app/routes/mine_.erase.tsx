import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db.server.ts";
import type { Page, RouteHandle } from "~/http/page.ts";
import { limitRate } from "~/http/rate-limits.server.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound, refuse } from "~/http/refusals.server.ts";
import { assertSameOrigin } from "~/http/same-origin.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { forgetVisitorCookie } from "~/people/visitor-cookie.server.ts";
import { countOwnPosts } from "~/personal-data/count-own-posts.server.ts";
import { eraseAuthor } from "~/personal-data/erase-author.server.ts";
import { EraseMinePage } from "~/personal-data/erase-mine-page.tsx";
import { minePath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "personal" };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { visitor } = await findViewer(db, request, context);
  if (!visitor) throw notFound();
  const { locale } = context.site;
  const page: Page = { locale, title: wordsIn(locale)("privacy:erase.title"), personal: true };
  return { page, counts: await countOwnPosts(db, visitor.id) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, context);
  assertSameOrigin(request, form, context);
  const viewer = await findViewer(db, request, context);
  const { visitor } = viewer;
  if (!visitor) throw notFound(form);
  if (form.get("intent") !== "erase") throw refuse("400", form);
  await limitRate("edit", context, form, viewer);
  const { secret, now, site } = context;
  await eraseAuthor(db, { of: { visitorId: visitor.id }, by: { visitorId: visitor.id }, secret, now, site });
  return redirect(minePath("erase"), { status: 303, headers: forgetVisitorCookie(context) });
}

export default function EraseMineRoute() {
  return <EraseMinePage counts={useLoaderData<typeof loader>().counts} />;
}
