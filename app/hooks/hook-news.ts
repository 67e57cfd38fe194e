import type { HookEvent } from "./hook-events.ts";

/** One thing that happened, as it may be told in that place: words that may not be told are not there. */
export interface HookNews {
  event: HookEvent;
  /** Milliseconds since 1970 UTC. */
  at: number;
  ticket?: NewsTicket;
  reply?: { number: number; url: string; by: "requester" | "visitor" | "team"; name?: string | null; text?: string };
  change?: { from: string | null; to: string; label: string; reason: string | null };
  /** The number of the ticket that was merged into this one. */
  merged?: number;
  /** Since when it waits. */
  waitingSince?: number;
  article?: { number: number; url: string; title: string; summary: string; language: string };
}

export interface NewsTicket {
  number: number;
  url: string;
  kind: "question" | "problem" | "idea" | "thanks";
  status: string;
  phase: string;
  visibility: "public" | "private";
  language: string;
  category: string | null;
  title?: string;
  name?: string | null;
  /** Where the ticket itself is what is told of. */
  text?: string;
}
