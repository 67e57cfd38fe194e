import type { Locale } from "~/i18n/locale.ts";

/** What an admin has decided about the site, with the defaults filled in. Every page gets it. */
export interface Site {
  name: string;
  origin: string;
  locale: Locale;
  timezone: string;
  logo: Logo | null;
  /** A colour like "#0b5b7a", or null for the design's own. */
  accent: string | null;
  callToAction: CallToAction | null;
  categories: Category[];
  /** Labels that replace the catalogue's: by kind and status, then by language. */
  statusLabels: StatusLabels;
  answerPace: AnswerPace | null;
  /** What search engines asked to put on the home page, to see whose site it is. */
  verification: Verification;
  /** Who stands behind the site, for search engines. */
  organisation: Organisation;
  /** Mails can be sent; without, nothing of it is seen. */
  hasMail: boolean;
  /** The knowledge base has something to read. */
  hasArticles: boolean;
}

/** Codes as their webmaster pages show them; empty where there is none. */
export interface Verification {
  google: string;
  yandex: string;
  bing: string;
}

/** Empty words where an admin said nothing. */
export interface Organisation {
  legalName: string;
  /** Its own site. */
  url: string;
  /** An e-mail address or the whole address of a page. */
  contact: string;
  /** Its pages elsewhere, whole addresses. */
  profiles: string[];
}

export interface Logo {
  /** File name under DATA_DIR/files/site, made of the content's hash. */
  file: string;
  width: number;
  height: number;
}

export interface CallToAction {
  label: string;
  url: string;
}

export interface Category {
  id: number;
  slug: string;
  name: string;
}

/** A category as an admin sees it: archived ones too. */
export interface ManagedCategory extends Category {
  isArchived: boolean;
}

/** A status whose word an admin may change, and the kinds that have it. */
export interface LabelledStatus {
  key: string;
  kinds: string[];
}

export type StatusLabels = Record<string, Partial<Record<Locale, string>>>;

/** How fast the team's first answers of the last 30 days came. */
export interface AnswerPace {
  medianMs: number;
  count: number;
  /** Shares from 0 to 1 of the first answers within 15 minutes, an hour, 4 hours, a day, and later. */
  shares: number[];
}
