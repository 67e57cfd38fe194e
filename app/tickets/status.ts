import type { Locale } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { StatusLabels } from "~/site/site.ts";
import type { Phase } from "./ticket.ts";

/** A status as a page shows it. */
export interface Status {
  key: string;
  phase: Phase;
  label: string;
}

/** The label is the admin's own where there is one, else the catalogue's. */
export function statusView(key: string, phase: Phase, locale: Locale, labels: StatusLabels): Status {
  const t = wordsIn(locale);
  return { key, phase, label: labels[key]?.[locale] || t(`status:${key}`) };
}
