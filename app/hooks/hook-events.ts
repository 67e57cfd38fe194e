/** Chats, and any other address that takes signed calls. */
export const hookKinds = ["slack", "mattermost", "telegram", "webhook"] as const;
export type HookKind = (typeof hookKinds)[number];

export const isHookKind = (value: unknown): value is HookKind => hookKinds.some((kind) => kind === value);

/** What a hook can be told. */
export const hookEvents = [
  "opened",
  "replied",
  "reminded",
  "overdue",
  "thanks",
  "answered",
  "status",
  "merged",
  "published",
] as const;
export type HookEvent = (typeof hookEvents)[number];

/** What a team wants in its chat, as the form proposes it. */
export const chatEvents: HookEvent[] = ["opened", "replied", "reminded", "overdue", "thanks"];

/** Whether somebody with these wishes is told. Who hears of every reply hears of the one that reminds, too. */
export function wants(wishes: readonly string[], event: HookEvent): boolean {
  return wishes.includes(event) || (event === "reminded" && wishes.includes("replied"));
}

/** Under which name a program gets it. */
export const typeOf: Record<HookEvent, string> = {
  opened: "ticket.opened",
  replied: "ticket.replied",
  reminded: "ticket.replied",
  answered: "ticket.replied",
  overdue: "ticket.overdue",
  thanks: "ticket.thanks",
  status: "ticket.status",
  merged: "ticket.merged",
  published: "article.published",
};
