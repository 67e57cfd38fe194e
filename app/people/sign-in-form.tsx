import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { newTicketPath, signInPath } from "~/urls.ts";

export function SignInForm({ email, next, errors }: { email?: string; next: string; errors?: FieldError[] }) {
  const t = useWords();
  return (
    <>
      <PostForm action={signInPath()} className="narrow-form">
        <input type="hidden" name="next" value={next} />
        <TextField
          id="email"
          type="email"
          label={t("people:email")}
          autoComplete="email"
          spellCheck={false}
          defaultValue={email}
          errors={errors}
        />
        <TextField
          id="password"
          type="password"
          label={t("people:password")}
          autoComplete="current-password"
          errors={errors}
        />
        <p className="buttons">
          <button type="submit" name="intent" value="sign-in" className="button">
            {t("people:sign_in.button")}
          </button>
        </p>
      </PostForm>
      <details className="narrow-form">
        <summary>{t("people:sign_in.forgotten")}</summary>
        <p>{t("people:sign_in.ask_admin")}</p>
        <p>
          {t("people:sign_in.command")} <code>npm run agent -- reset --email anna@example.com</code>
        </p>
      </details>
      <p>
        <a href={newTicketPath()}>{t("site:write_us")}</a>
      </p>
    </>
  );
}
