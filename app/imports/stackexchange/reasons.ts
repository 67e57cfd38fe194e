import type { Locale } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Cause } from "./status-of.ts";

/** Why a ticket is closed without a solution, for its thread: the dump itself does not hold the words. */
export function reasonOf(cause: Cause, { locale, host }: { locale: Locale; host: string | undefined }): string {
  const t = wordsIn(locale);
  return t(`imports:reason.${cause}`, { site: host ?? t("imports:somewhere") });
}
