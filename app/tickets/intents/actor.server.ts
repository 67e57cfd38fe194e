import type { Viewer } from "~/people/viewer.ts";
import type { Actor } from "../ticket-events.server.ts";

/** The viewer as the one who did something: an agent acts as the team, also in a browser that wrote tickets. */
export function actorOf({ agent, visitor }: Viewer): Actor {
  return agent ? { agentId: agent.id } : { visitorId: visitor?.id ?? null };
}

/** The reply that a button belongs to; undefined for the ticket itself. */
export function replyNumber(form: URLSearchParams): number | undefined {
  return Number(form.get("reply")) || undefined;
}
