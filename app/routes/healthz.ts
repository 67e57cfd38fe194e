import type { RouteHandle } from "~/http/page.ts";

export const handle: RouteHandle = { policy: "machine" };

/** Alive: the process answers. Where it does not, start it anew; whether it should get requests says /readyz. */
export function loader() {
  return new Response("ok\n", {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
