/** An article that belongs to a ticket, as its page names it. */
export interface LinkedArticle {
  id: number;
  slug: string;
  title: string;
  language: string;
}
