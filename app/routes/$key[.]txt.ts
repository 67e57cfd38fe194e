import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db.server.ts";
import { machineAnswer, machineRefusal } from "~/http/machine-answer.server.ts";
import type { RouteHandle } from "~/http/page.ts";
import { readIndexNow } from "~/site/indexnow.server.ts";

export const handle: RouteHandle = { policy: "machine" };

/** The key of IndexNow at its own name, while it is switched on. */
export async function loader({ params }: LoaderFunctionArgs) {
  const indexNow = await readIndexNow(db);
  if (!indexNow?.isOn || params.key !== indexNow.key) return machineRefusal(404);
  return machineAnswer(indexNow.key, { type: "text/plain", noindex: true });
}
