/** Who is looking: a browser that has written here before, a member of the team, both, or a stranger. */
export interface Viewer {
  visitor: { id: number; name: string | null } | null;
  agent: Agent | null;
}

export interface Agent {
  id: number;
  name: string;
  role: "agent" | "admin";
  sessionId: number;
  /** How many posts wait for the team's word; known where the agent was found by a request. */
  reviewCount?: number;
  /** What waits for the team, as each page of the desk shows it: posts that readers reported. */
  openReports?: number;
}

export const stranger: Viewer = { visitor: null, agent: null };
