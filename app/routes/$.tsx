import type { ActionFunctionArgs } from "@remix-run/node";
import type { RouteHandle } from "~/http/page.ts";
import { readForm } from "~/http/read-form.server.ts";
import { notFound } from "~/http/refusals.server.ts";

export const handle: RouteHandle = { policy: "public" };

/** Every address that is none of ours. */
export function loader(): never {
  throw notFound();
}

export async function action({ request, context }: ActionFunctionArgs): Promise<never> {
  throw notFound(await readForm(request, context));
}

export default function NotFoundRoute() {
  return null;
}
