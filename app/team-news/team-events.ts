/** What an agent can be told of. */
export const teamEvents = ["opened", "replied", "reminded", "overdue", "thanks"] as const;
export type TeamEvent = (typeof teamEvents)[number];

/** How: by mail to the address of their account, or in their browser. */
export const channels = ["mail", "push"] as const;
export type Channel = (typeof channels)[number];

export interface Wish {
  /** Null: whatever the category. */
  categoryId: number | null;
  event: TeamEvent;
  channel: Channel;
}

/** How an agent can be told on this site, and in the browser that shows the form. */
export const offeredChannels = (site: { hasMail: boolean }, push: { isOn: boolean }): Channel[] => [
  ...(site.hasMail ? (["mail"] as const) : []),
  ...(push.isOn ? (["push"] as const) : []),
];
