import type { ShelfFilter } from "~/urls.ts";
import { type ArticleState, isArticleState } from "./article-state.ts";

/** An article in the team's list. */
export interface ShelfArticle {
  id: number;
  title: string;
  language: string;
  state: ArticleState;
  /** Of the other articles with the same content. */
  translations: { id: number; language: string }[];
  answeredTickets: number;
  helped: number;
  didNotHelp: number;
  changedAt: number;
}

export interface Shelf {
  categories: { id: number; slug: string; name: string; articles: ShelfArticle[] }[];
  counts: Record<ArticleState | "all", number>;
  /** There are more than the page shows. */
  isCut: boolean;
}

export interface ParsedShelfFilter {
  state?: ArticleState;
  language?: string;
  category?: string;
}

/** What of the list an address asks for; undefined where it asks for something that cannot be. */
export function parseShelfFilter(query: URLSearchParams): ParsedShelfFilter | undefined {
  const filter: ShelfFilter = {};
  for (const name of ["state", "language", "category"] as const) filter[name] = query.get(name) || undefined;
  const { state, ...rest } = filter;
  if (state !== undefined && !isArticleState(state)) return undefined;
  if (rest.language && !/^[a-z]{2,3}$/.test(rest.language)) return undefined;
  return { state, ...rest };
}
