import type { Locale } from "~/i18n/locale.ts";

/** A category of the knowledge base as the team sees it. */
export interface ArticleCategory {
  id: number;
  slug: string;
  /** In the language of the desk. */
  name: string;
  names: Partial<Record<Locale, string>>;
  articles: number;
}
