import type { LoaderFunctionArgs } from "@remix-run/node";
import { machineRefusal } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";

export const handle: RouteHandle = { policy: "machine" };

/** What Prometheus collects. Without its token there is nothing here. */
export async function loader({ request, context: { metrics } }: LoaderFunctionArgs) {
  if (!metrics?.mayRead(request.headers.get("authorization"))) return machineRefusal(404);
  return new Response(await metrics.write(), {
    headers: { "Content-Type": metrics.contentType, "Cache-Control": "no-store" },
  });
}
