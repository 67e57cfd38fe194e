import { useWords } from "~/i18n/use-words.tsx";

interface LinkToKeepProps {
  /** Names the field `<id>-url`. */
  id: string;
  title: string;
  hint: string;
  label: string;
  url: string;
  /** It is what the page is about: the focus goes there. */
  isFocus?: boolean;
}

/** An address to keep or to hand on, in a field to select from; the browser's script adds a button that copies it. */
export function LinkToKeep({ id, title, hint, label, url, isFocus = false }: LinkToKeepProps) {
  const t = useWords();
  return (
    <section className="secret-link" aria-labelledby={id} {...(isFocus && { tabIndex: -1, "data-focus": "" })}>
      <h2 id={id}>{title}</h2>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <div className="secret-link__row buttons">
        <div className="field">
          <label className="vh" htmlFor={`${id}-url`}>
            {label}
          </label>
          <input
            id={`${id}-url`}
            name={`${id}-url`}
            type="text"
            readOnly
            defaultValue={url}
            aria-describedby={`${id}-hint`}
            data-copy={t("site:copy")}
            data-copied={t("site:copied")}
          />
        </div>
      </div>
    </section>
  );
}
