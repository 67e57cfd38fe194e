import type { LoaderFunctionArgs } from "@remix-run/node";
import { findInstantIndex } from "~/articles/instant-index.server.ts";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { instantIndexPath } from "~/urls.ts";

export const handle: RouteHandle = { policy: "machine" };

/** The articles as browsers search them. Named by its content, so it is kept for ever; what it was is not given out. */
export async function loader({ request }: LoaderFunctionArgs) {
  const index = await findInstantIndex(db);
  if (!index || new URL(request.url).pathname !== instantIndexPath(index.hash)) {
    throw new Response(null, { status: 404 });
  }
  return new Response(index.json, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Robots-Tag": "noindex",
    },
  });
}
