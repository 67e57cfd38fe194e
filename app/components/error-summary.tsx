import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";

/** All errors of a form, first in the page, each a link to its field with the same words as there (GOV.UK). */
export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  const t = useWords();
  if (errors.length === 0) return null;
  return (
    <div className="error-summary" tabIndex={-1} data-focus>
      <div role="alert">
        <h2>{t("errors:summary_title")}</h2>
        <ul>
          {errors.map((error) => (
            <li key={error.field}>
              <a href={`#${error.field}`}>{t(error.message, error.values)}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
