/** How much a visitor wrote. */
export interface OwnCounts {
  tickets: number;
  replies: number;
  votes: number;
}
