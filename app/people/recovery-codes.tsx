import { useWords } from "~/i18n/use-words.tsx";
import { secondStepPath } from "~/urls.ts";

/** The codes, on this answer only: the database keeps their hashes. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useWords();
  return (
    <section className="secret-link" aria-labelledby="codes" tabIndex={-1} data-focus="">
      <h2 id="codes">{t("people:second_step.codes_title")}</h2>
      <p className="hint">{t("people:second_step.codes_hint")}</p>
      <ol className="numbered recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a className="button" href={secondStepPath()}>
          {t("people:second_step.codes_kept")}
        </a>
      </p>
    </section>
  );
}
