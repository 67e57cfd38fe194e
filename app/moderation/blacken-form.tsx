import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { blackenPath, eraseAuthorPath } from "~/urls.ts";

/** Beside a ticket on the desk: words to take out, and everything of its author. */
export function BlackenForm({ ticketId }: { ticketId: number }) {
  const t = useWords();
  return (
    <>
      <h2>{t("privacy:desk.title")}</h2>
      <ul className="facts__verbs">
        <li>
          <a href={eraseAuthorPath(ticketId)}>{t("privacy:desk.erase")}</a>
        </li>
      </ul>
      <details>
        <summary>{t("privacy:blacken.short")}</summary>
        <PostForm action={blackenPath(ticketId)}>
          <div className="field">
            <label htmlFor="blacken-words">{t("privacy:blacken.words")}</label>
            <span className="hint" id="blacken-words-hint">
              {t("privacy:blacken.words_hint")}
            </span>
            <textarea
              id="blacken-words"
              name="words"
              rows={2}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="blacken-words-hint"
            />
          </div>
          <button className="button button--quiet button--small" type="submit" name="intent" value="look">
            {t("privacy:blacken.look")}
          </button>
        </PostForm>
      </details>
    </>
  );
}
