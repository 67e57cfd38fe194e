import type { Db } from "#db/client.ts";
import type { ParsedForm } from "~/http/form.ts";
import { looksLikeTeam } from "~/people/reserved-names.ts";
import type { Viewer } from "~/people/viewer.ts";

/** The form, with an error at its name where a visitor's would look like the team's badge. */
export async function checkedName<Values>(
  db: Db,
  parsed: ParsedForm<Values>,
  field: keyof Values & string,
  viewer: Viewer,
  site: { name: string },
): Promise<ParsedForm<Values>> {
  const name = parsed.values?.[field];
  if (!name || viewer.agent) return parsed;
  const agents = await db.selectFrom("agents").select("name").execute();
  const names = { siteName: site.name, agentNames: agents.map((agent) => agent.name) };
  if (!looksLikeTeam(String(name), names)) return parsed;
  return { typed: parsed.typed, errors: [{ field, message: "forms:error.name_taken" }] };
}
