import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/client.ts";
import { refuse } from "~/http/refusals.server.ts";
import { findViewer } from "./find-viewer.server.ts";
import { touchSession } from "./sessions.server.ts";
import type { Agent } from "./viewer.ts";

/**
 * The agent who sent the request. Throws 401 for everyone else; pass the form, so that its text is shown again.
 * A form that they send keeps their session alive.
 */
export async function requireAgent(
  db: Db,
  request: Request,
  context: AppLoadContext,
  form?: URLSearchParams,
): Promise<Agent> {
  const { agent } = await findViewer(db, request, context);
  if (!agent) throw refuse("401", form);
  if (request.method === "POST") await touchSession(db, agent.sessionId, context.now);
  return agent;
}

export async function requireAdmin(
  db: Db,
  request: Request,
  context: AppLoadContext,
  form?: URLSearchParams,
): Promise<Agent> {
  const agent = await requireAgent(db, request, context, form);
  if (agent.role !== "admin") throw refuse("admins", form);
  return agent;
}
