import type { LoaderFunctionArgs } from "@remix-run/node";
import { machineAnswer } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { robotsText } from "~/seo/robots.ts";

export const handle: RouteHandle = { policy: "machine" };

export function loader({ context }: LoaderFunctionArgs) {
  return machineAnswer(robotsText(context.site.origin), { type: "text/plain" });
}
