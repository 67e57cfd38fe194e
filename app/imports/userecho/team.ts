import { limits } from "~/tickets/ticket.ts";
import type { TeamMember } from "../import.ts";
import { publicName } from "../one-line.ts";
import { authorOf } from "./map-topic.ts";
import type { Outline, Topic } from "./outline.ts";
import type { UserRow } from "./rows.ts";

const marks = ["is_admin", "is_staff", "is_agent", "is_moderator", "is_owner"];
const roles = /^(?:admin|administrator|owner|agent|staff|moderator|support)$/i;

/**
 * Who of the old forum spoke for the team, by e-mail: who has an account here, whom users.json marks, and who gave an
 * official answer.
 */
export function findTeamMembers(
  topics: Topic[],
  { users, teamEmails }: Pick<Outline, "users"> & { teamEmails: ReadonlySet<string> },
): Map<string, TeamMember> {
  const team = new Map<string, TeamMember>();
  const userOf = (id: string | undefined) => users.get(id ?? "");
  for (const comment of topics.flatMap(({ comments }) => comments)) {
    const { id, name, email } = authorOf(comment, { userOf });
    if (!email || team.has(email)) continue;
    const user = userOf(id);
    const isMarked = comment.is_official === true || (user !== undefined && isTeam(user));
    const shown = publicName(name, limits.name);
    // Without an account here they need one, and that has a name.
    if (teamEmails.has(email) || (isMarked && shown)) team.set(email, { email, name: shown ?? "" });
  }
  return team;
}

function isTeam(user: UserRow): boolean {
  return marks.some((mark) => user[mark] === true) || (typeof user.role === "string" && roles.test(user.role));
}
