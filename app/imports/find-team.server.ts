import { type Db, inTransaction } from "#db/client.ts";
import { findAgentByEmail } from "~/people/agents.server.ts";
import type { TeamMember, TicketToImport } from "./import.ts";

/**
 * The accounts of those of the old forum's team who wrote something, by e-mail. Who has none here gets one without a
 * password that is switched off: it carries their name, and nobody can sign in with it until an admin lets them.
 */
export async function findTeam(
  db: Db,
  tickets: TicketToImport[],
  now: number,
): Promise<{ team: Map<string, number>; newAccounts: string[] }> {
  const members = new Map<string, TeamMember>();
  for (const { replies } of tickets) for (const { team } of replies) if (team) members.set(team.email, team);
  const team = new Map<string, number>();
  const newAccounts: string[] = [];
  if (members.size === 0) return { team, newAccounts };
  await inTransaction(db, async (trx) => {
    for (const { name, email } of members.values()) {
      const known = await findAgentByEmail(trx, email);
      if (known) {
        team.set(email, known.id);
        continue;
      }
      const { id } = await trx
        .insertInto("agents")
        .values({ name, email, role: "agent", created_at: now, disabled_at: now })
        .returning("id")
        .executeTakeFirstOrThrow();
      team.set(email, id);
      newAccounts.push(`${name} <${email}>`);
    }
  });
  return { team, newAccounts };
}
