import type { LoaderFunctionArgs } from "@remix-run/node";
import type { RouteHandle } from "~/http/page.ts";
import { accentSheet } from "~/site/accent.ts";

export const handle: RouteHandle = { policy: "machine" };

/** The accent an admin has chosen, as a stylesheet. It depends on its address alone, so it may be kept for ever. */
export async function loader({ request }: LoaderFunctionArgs) {
  const color = new URL(request.url).searchParams.get("color") ?? "";
  if (!/^[0-9a-f]{6}$/i.test(color)) throw new Response(null, { status: 404 });
  return new Response(accentSheet(`#${color.toLowerCase()}`), {
    headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable" },
  });
}
