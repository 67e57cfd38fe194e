import { useWords } from "~/i18n/use-words.tsx";
import type { SecretKind } from "./secret.ts";

interface Props {
  kinds: SecretKind[];
  /** The verb of the form: each answer is a button of it, "send:private". */
  verb: "send" | "reply" | "edit";
  canBePrivate: boolean;
}

/** Asked once before something secret is sent where everyone reads it. It stops nobody: each answer sends. */
export function SecretQuestion({ kinds, verb, canBePrivate }: Props) {
  const t = useWords();
  return (
    <section className="preview" aria-labelledby="secrets" data-focus tabIndex={-1}>
      <h2 id="secrets">{t("secrets:title")}</h2>
      <div className="body">
        <p>{t("secrets:found")}</p>
        <ul>
          {kinds.map((kind) => (
            <li key={kind}>{t(`secrets:kind.${kind}`)}</li>
          ))}
        </ul>
        <p>{t("secrets:ask")}</p>
      </div>
      <p className="buttons">
        {canBePrivate && (
          <button className="button" type="submit" name="intent" value={`${verb}:private`}>
            {t(`secrets:private.${verb}`)}
          </button>
        )}
        <button
          className={canBePrivate ? "button button--quiet" : "button"}
          type="submit"
          name="intent"
          value={`${verb}:masked`}
        >
          {t("secrets:masked")}
        </button>
        <button className="button button--quiet" type="submit" name="intent" value={`${verb}:as-is`}>
          {t("secrets:as_is")}
        </button>
      </p>
    </section>
  );
}
