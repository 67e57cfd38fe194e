import { useWords } from "~/i18n/use-words.tsx";
import { DECOY_FIELD } from "~/moderation/form-facts.ts";

/** A field that people neither see nor reach, nor hear of; who fills in everything fills it in. */
export function Decoy() {
  const t = useWords();
  return (
    <div className="vh" aria-hidden="true">
      <label>
        {t("forms:decoy")} <input type="text" name={DECOY_FIELD} tabIndex={-1} autoComplete="off" />
      </label>
    </div>
  );
}
