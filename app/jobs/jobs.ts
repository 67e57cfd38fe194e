/** The work that can be asked for, by the sentence that names it. Its handlers are in handlers.server.ts. */
export interface Jobs {
  "render a text again": { ticketId: number; replyId?: number };
  "tell how fast the team answers": Record<string, never>;
  "collect files": Record<string, never>;
  "forget old searches": Record<string, never>;
  "forget old traces": Record<string, never>;
  "forget what was taken out": Record<string, never>;
  "build the search index": Record<string, never>;
  "tell search engines": { attempt: number };
  "lift a doubt": { ticketId: number; replyId?: number };
  "forget addresses": Record<string, never>;
  "gather news": { ticketId: number };
  "make a backup": Record<string, never>;
  "try a backup": Record<string, never>;
}

/** Before the second try of a job that failed; each further one waits twice as long. */
export const FIRST_WAIT_MS = 30_000;
