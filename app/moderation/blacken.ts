/** Where words stand that the team wants to take out: how often in each kind of text. */
export const places = [
  "title",
  "text",
  "replies",
  "notes",
  "revisions",
  "history",
  "names",
  "reports",
  "articles",
  "canned",
] as const;

export type Places = Record<(typeof places)[number], number>;
