import { formatMonth } from "~/i18n/dates.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import type { ThanksMonth } from "./thanks.ts";

/** Of the picture, in its own units: it grows with its place. */
const COLUMN = 26;
const HEIGHT = 96;
const HIGHEST = 64;
const FLOOR = 80;
/** So many months share one name under the picture. */
const NAMED_EACH = 3;

/** Thanks by month, as columns and as a table. One month alone is no trend. */
export function ThanksTrend({ months }: { months: ThanksMonth[] }) {
  const t = useWords();
  const { locale, timezone } = useLanguage();
  if (months.filter(({ thanks }) => thanks > 0).length < 2) return null;
  const most = Math.max(...months.map(({ thanks }) => thanks));
  return (
    <figure className="thanks-trend">
      <figcaption>{t("thanks:trend.title")}</figcaption>
      <svg viewBox={`0 0 ${COLUMN * months.length} ${HEIGHT}`} role="img" aria-label={t("thanks:trend.picture")}>
        {months.map(({ startsAt, thanks }, index) => {
          const height = Math.round((thanks / most) * HIGHEST);
          const middle = COLUMN * index + COLUMN / 2;
          const isNamed = (months.length - 1 - index) % NAMED_EACH === 0;
          return (
            <g key={startsAt}>
              <rect x={COLUMN * index + 4} y={FLOOR - height} width={COLUMN - 8} height={height} />
              {thanks > 0 && (
                <text x={middle} y={FLOOR - height - 4}>
                  {thanks}
                </text>
              )}
              {isNamed && (
                <text x={middle} y={HEIGHT - 3}>
                  {formatMonth(startsAt, locale, timezone, "short")}
                </text>
              )}
            </g>
          );
        })}
        <path d={`M0 ${FLOOR + 0.5}H${COLUMN * months.length}`} />
      </svg>
      <details>
        <summary>{t("thanks:trend.as_table")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("thanks:trend.month")}</th>
              <th scope="col">{t("thanks:trend.thanks")}</th>
              <th scope="col">{t("thanks:trend.tickets")}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ startsAt, thanks, tickets }) => (
              <tr key={startsAt}>
                <th scope="row">{formatMonth(startsAt, locale, timezone, "long")}</th>
                <td>{thanks}</td>
                <td>{tickets}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
