import { formatDay, formatMoment } from "~/i18n/dates.ts";
import { useLanguage } from "~/i18n/use-words.tsx";

/** A time in the site's time zone. Absolute, so that the page stays the same: the browser may add "2 hours ago". */
export function Moment({ at, day = false }: { at: number; day?: boolean }) {
  const { locale, timezone } = useLanguage();
  return <time dateTime={new Date(at).toISOString()}>{(day ? formatDay : formatMoment)(at, locale, timezone)}</time>;
}
