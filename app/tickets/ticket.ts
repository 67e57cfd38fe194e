/** The words of the product: kinds, statuses and phases, and the rules that need nothing but them. */
export const kinds = ["question", "problem", "idea", "thanks"] as const;
export type Kind = (typeof kinds)[number];

export const phases = ["new", "working", "waiting", "planned", "done", "closed"] as const;
export type Phase = (typeof phases)[number];

export type Visibility = "public" | "private";
export type ReplyKind = "answer" | "comment" | "note";

/** Every kind's statuses in their order, with the phase that rules and colours go by. */
const statuses: Record<Kind, Record<string, Phase>> = {
  question: { new: "new", in_progress: "working", needs_info: "waiting", answered: "done", declined: "closed" },
  problem: {
    new: "new",
    confirmed: "working",
    in_progress: "working",
    needs_info: "waiting",
    fixed: "done",
    not_a_bug: "closed",
    will_not_fix: "closed",
  },
  idea: {
    new: "new",
    under_review: "working",
    planned: "planned",
    started: "working",
    completed: "done",
    declined: "closed",
  },
  thanks: { received: "done" },
};

export function isKind(value: unknown): value is Kind {
  return kinds.includes(value as Kind);
}

/** The status keys that a ticket of this kind may have, in their order. */
export function statusesOf(kind: Kind): string[] {
  return Object.keys(statuses[kind]);
}

/** Every status key of every kind, once. */
export const allStatuses = [...new Set(kinds.flatMap(statusesOf))];

/** The phase of a kind's status; undefined where the kind has no such status. */
export function phaseOf(kind: Kind, status: string): Phase | undefined {
  return Object.hasOwn(statuses[kind], status) ? statuses[kind][status] : undefined;
}

export function firstStatus(kind: Kind): string {
  return statusesOf(kind)[0] as string;
}

/** "If it is not a bug, we say why": what is closed without a solution needs a reason. */
export function needsReason(phase: Phase): boolean {
  return phase === "closed";
}

export function isOpen(phase: Phase): boolean {
  return phase !== "done" && phase !== "closed";
}

/** Kinds whose tickets are voted on: ideas by a vote, problems by "me too". */
export function isVotedOn(kind: Kind): kind is "idea" | "problem" {
  return kind === "idea" || kind === "problem";
}

/** Where a ticket goes when its author says that it is not solved. */
export function reopenedStatus(kind: Kind): string {
  return { question: "in_progress", problem: "in_progress", idea: "under_review", thanks: "received" }[kind];
}

/** Where a ticket goes when its author marks the answer that helped; ideas and thanks stay as they are. */
export function solvedStatus(kind: Kind): string | undefined {
  return { question: "answered", problem: "fixed", idea: undefined, thanks: undefined }[kind];
}

/** Where a ticket goes when its author closes it: a question that nobody answered and an idea are taken back. */
export function closedByAuthorStatus(kind: Kind, isAnswered: boolean): string | undefined {
  if (kind === "thanks") return undefined;
  if (kind === "problem") return "fixed";
  return kind === "question" && isAnswered ? "answered" : "declined";
}

/**
 * The status that comes nearest when a ticket's kind changes: the same word, else the first of the same phase. Nothing
 * was solved yet of what came as thanks.
 */
export function statusAfterKindChange(status: string, phase: Phase, kind: Kind): string {
  if (phaseOf(kind, status)) return status;
  if (status === firstStatus("thanks")) return firstStatus(kind);
  return statusesOf(kind).find((key) => phaseOf(kind, key) === phase) ?? firstStatus(kind);
}

export const limits = { title: 160, body: 20_000, name: 60, reason: 500 };
