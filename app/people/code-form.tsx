import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { signInPath } from "~/urls.ts";

/** The second half of signing in. `halfway` says that the password was right. */
export function CodeForm({ halfway, next, errors }: { halfway: string; next: string; errors?: FieldError[] }) {
  const t = useWords();
  return (
    <>
      <PostForm action={signInPath()} className="narrow-form">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="halfway" value={halfway} />
        <TextField
          id="code"
          label={t("people:second_step.code")}
          hint={t("people:second_step.code_hint")}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          errors={errors}
        />
        <p className="buttons">
          <button type="submit" name="intent" value="code" className="button">
            {t("people:sign_in.button")}
          </button>
        </p>
      </PostForm>
      <details className="narrow-form">
        <summary>{t("people:second_step.lost")}</summary>
        <p>{t("people:second_step.lost_codes")}</p>
        <p>
          {t("people:second_step.lost_all")} <code>npm run agent -- second-step-off --email anna@example.com</code>
        </p>
      </details>
      <p>
        <a href={signInPath()}>{t("people:second_step.again")}</a>
      </p>
    </>
  );
}
