import { useWords } from "~/i18n/use-words.tsx";
import { readersPath, searchedWordsPath } from "~/urls.ts";

interface Props<Days extends number> {
  open: "words" | "readers";
  days: Days;
  periods: readonly Days[];
  /** The same page over another period. */
  pathOf: (days: Days) => string;
}

/** The heads of the two pages about search: what people look for here, and whom search engines bring. */
export function DeskSearchHead<Days extends number>({ open, days, periods, pathOf }: Props<Days>) {
  const t = useWords();
  const pages = [
    { key: "words", path: searchedWordsPath() },
    { key: "readers", path: readersPath() },
  ] as const;
  return (
    <>
      <nav className="searched-words__pages" aria-label={t("counts:pages")}>
        <ul className="buttons searched-words__periods">
          {pages.map(({ key, path }) => (
            <li key={key}>
              <a href={path} aria-current={key === open ? "page" : undefined}>
                {t(`counts:${key}.title`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="desk-head">
        <h1>{t(`counts:${open}.title`)}</h1>
        <nav aria-label={t("counts:words.period")}>
          <ul className="buttons searched-words__periods">
            {periods.map((period) => (
              <li key={period}>
                <a href={pathOf(period)} aria-current={period === days ? "true" : undefined}>
                  {t("counts:words.days", { count: period })}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  );
}
