import type { LoaderFunctionArgs } from "@remix-run/node";
import { machineAnswer } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { openSearchDescription } from "~/seo/open-search.ts";

export const handle: RouteHandle = { policy: "machine" };

export function loader({ context }: LoaderFunctionArgs) {
  return machineAnswer(openSearchDescription(context.site), {
    type: "application/opensearchdescription+xml",
    noindex: true,
  });
}
