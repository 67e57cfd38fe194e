import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { whyNotReady } from "~/http/readiness.server.ts";

export const handle: RouteHandle = { policy: "machine" };

/** Ready: a proxy may send requests here. */
export async function loader({ context }: LoaderFunctionArgs) {
  const reason = await whyNotReady(db, context.isStopping);
  return new Response(`${reason ?? "ready"}\n`, {
    status: reason ? 503 : 200,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
