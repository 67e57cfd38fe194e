import { tookWords } from "~/i18n/durations.ts";
import { useWords } from "~/i18n/use-words.tsx";
import type { AnswerPace as Pace } from "~/site/site.ts";

/** "First answer usually in 40 minutes", or nothing while there are too few answers to say so. */
export function AnswerPace({ pace }: { pace: Pace | null }) {
  const t = useWords();
  return pace && <span>{t("site:pace", { took: tookWords(pace.medianMs, t) })}</span>;
}
