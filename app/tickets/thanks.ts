/** A word of thanks as the wall shows it. */
export interface ThanksView {
  id: number;
  slug: string;
  title: string;
  /** First words of its text, or nothing where the title says it all. */
  text: string;
  language: string;
  authorName: string | null;
  createdAt: number;
  answer: string | null;
}

/** How a month went. */
export interface ThanksMonth {
  /** Milliseconds since 1970 UTC. */
  startsAt: number;
  thanks: number;
  /** All others. */
  tickets: number;
}

export interface ThanksRatio {
  /** One thanks for so many tickets; 0 while there is none. */
  ticketsPerThanks: number;
}
