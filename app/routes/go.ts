import type { LoaderFunctionArgs } from "@remix-run/node";
import type { RouteHandle } from "~/http/page.ts";
import { notFound } from "~/http/refusals.server.ts";
import { countWentOn } from "~/readers/count-readers.server.ts";

export const handle: RouteHandle = { policy: "machine" };

/** The way from a page to the product: counted, and never to another address than the one that an admin set. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { site, address, now } = context;
  if (!site.callToAction) throw notFound();
  const name = new URL(request.url).searchParams.get("from");
  const said = (header: string) => request.headers.get(header);
  countWentOn(name, { said, address: () => address, now });
  const headers = { Location: site.callToAction.url, "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" };
  return new Response(null, { status: 303, headers });
}
