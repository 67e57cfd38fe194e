import type { Agent } from "./viewer.ts";

export type Role = Agent["role"];

/** A member of the team, as the team's list shows them. */
export interface Person {
  id: number;
  name: string;
  email: string;
  role: Role;
  /** invited: has not followed their one-time address yet. */
  state: "active" | "invited" | "disabled";
  /** Sign-in asks them for a code too. */
  hasSecondStep: boolean;
}

/** A browser that an agent is signed in with. Times are milliseconds since 1970 UTC. */
export interface Session {
  id: number;
  browser: string;
  startedAt: number;
  lastUsedAt: number;
  isCurrent: boolean;
}

/** What a one-time address is for, and whom: nobody yet for the first admin. */
export interface Welcome {
  kind: WelcomeKind;
  person: { id: number; name: string; email: string } | null;
}

export type WelcomeKind = "first_admin" | "invitation" | "reset";

/** A one-time address that was just made. It is shown once: the database keeps only its hash. */
export interface OneTimeAddress {
  url: string;
  kind: WelcomeKind;
  name: string;
}

/** How many days a one-time address lives. */
export const WELCOME_DAYS: Record<WelcomeKind, number> = { first_admin: 7, invitation: 7, reset: 1 };

/** Why a change of accounts cannot be; also the key of its words, `people:error.<problem>`. */
export type PeopleProblem = "last_admin" | "email_taken" | "no_such_agent" | "is_disabled" | "address_used";
