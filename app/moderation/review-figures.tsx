import { useWords } from "~/i18n/use-words.tsx";
import type { ReviewFigures } from "./review.ts";

/** How often each reason was right, by what the team said. */
export function Figures({ figures }: { figures: ReviewFigures }) {
  const t = useWords();
  const { marks, model, reasons } = figures;
  const percent = (right: number, all: number) => t("review:percent", { percent: Math.round((100 * right) / all) });
  return (
    <details className="review__figures">
      <summary>{t("review:figures")}</summary>
      <p>
        {t("review:marks", marks)}{" "}
        {model.hasLearned ? t("review:has_learned") : t("review:learns_from", { from: model.from })}{" "}
        {model.said > 0 && t("review:model_right", { share: percent(model.right, model.said), count: model.said })}
      </p>
      {reasons.length > 0 && (
        <table className="desk-table">
          <thead>
            <tr>
              <th scope="col">{t("review:reason_column")}</th>
              <th scope="col">{t("review:times_column")}</th>
              <th scope="col">{t("review:right_column")}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ name, spam, fine }) => (
              <tr key={name}>
                <th scope="row">{t(`review:reason.${name}`)}</th>
                <td>{spam + fine}</td>
                <td>{percent(spam, spam + fine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
