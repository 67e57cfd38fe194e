import type { Kind } from "~/tickets/ticket.ts";

/** A question of the dump, as far as its status needs it. */
export interface StatusFacts {
  tags: string[];
  createdAt: number;
  lastActivityAt: number;
  closedAt: number | undefined;
  acceptedAnswer: { createdAt: number } | undefined;
  /** In order of creation. */
  answers: { createdAt: number; score: number }[];
}

export type Cause = "declined" | "bydesign" | "norepro" | "closed";
type ImportedKind = Exclude<Kind, "thanks">;

/** Bug reports and wishes are tagged so; all else is a question. */
export function kindOf(tags: string[]): ImportedKind {
  if (tags.includes("bug")) return "problem";
  return tags.includes("feature-request") ? "idea" : "question";
}

/** What a moderator said with a tag. A tag that only says "seen" never makes a problem "confirmed". */
const byTag: Record<string, Record<ImportedKind, string> & { cause?: Cause }> = {
  "status-completed": { question: "answered", problem: "fixed", idea: "completed" },
  "status-declined": { question: "declined", problem: "will_not_fix", idea: "declined", cause: "declined" },
  "status-bydesign": { question: "declined", problem: "not_a_bug", idea: "declined", cause: "bydesign" },
  "status-norepro": { question: "declined", problem: "not_a_bug", idea: "declined", cause: "norepro" },
  "status-reproduced": { question: "in_progress", problem: "confirmed", idea: "under_review" },
  "status-planned": { question: "in_progress", problem: "confirmed", idea: "planned" },
  "status-deferred": { question: "in_progress", problem: "confirmed", idea: "under_review" },
  "status-review": { question: "in_progress", problem: "in_progress", idea: "under_review" },
};

/** Where no tag says it. An accepted or praised answer solves a question; an idea is not done because it was answered. */
const bySign: Record<string, Record<ImportedKind, string>> = {
  accepted: { question: "answered", problem: "fixed", idea: "under_review" },
  closed: { question: "declined", problem: "will_not_fix", idea: "declined" },
  praised: { question: "answered", problem: "in_progress", idea: "under_review" },
  answered: { question: "in_progress", problem: "in_progress", idea: "under_review" },
  silent: { question: "new", problem: "new", idea: "new" },
};

/** True for `status-…` tags that this table does not know: they are reported. */
export function isUnknownStatusTag(tag: string): boolean {
  return tag.startsWith("status-") && !(tag in byTag);
}

export function isMappedTag(tag: string): boolean {
  return tag in byTag || ["bug", "feature-request", "support", "discussion"].includes(tag);
}

/** The status of a question of the dump, since when, and why where it was closed without a solution. */
export function statusOf(facts: StatusFacts): { key: string; since: number; cause: Cause | undefined } {
  const kind = kindOf(facts.tags);
  const tag = facts.tags.find((name) => name in byTag);
  const said = tag ? byTag[tag] : undefined;
  if (said) return { key: said[kind], since: facts.lastActivityAt, cause: said.cause };

  const { sign, since } = signOf(facts);
  return {
    key: (bySign[sign] as Record<ImportedKind, string>)[kind],
    since,
    cause: sign === "closed" ? sign : undefined,
  };
}

function signOf({ acceptedAnswer, closedAt, answers, createdAt }: StatusFacts): { sign: string; since: number } {
  if (acceptedAnswer) return { sign: "accepted", since: acceptedAnswer.createdAt };
  if (closedAt !== undefined) return { sign: "closed", since: closedAt };
  const praised = answers.find(({ score }) => score > 0);
  if (praised) return { sign: "praised", since: praised.createdAt };
  const [first] = answers;
  return first ? { sign: "answered", since: first.createdAt } : { sign: "silent", since: createdAt };
}
