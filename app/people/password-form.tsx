import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { peoplePath } from "~/urls.ts";

/** The agent's own password. The hidden e-mail tells the password manager whose it is. */
export function PasswordForm({ email, errors }: { email: string; errors?: FieldError[] }) {
  const t = useWords();
  return (
    <PostForm action={peoplePath()}>
      <input type="text" name="username" autoComplete="username" defaultValue={email} readOnly hidden />
      <TextField
        id="current_password"
        type="password"
        label={t("people:current_password")}
        isHalf
        autoComplete="current-password"
        errors={errors}
      />
      <TextField
        id="new_password"
        type="password"
        label={t("people:new_password")}
        hint={t("people:password_hint")}
        isHalf
        autoComplete="new-password"
        errors={errors}
      />
      <p className="buttons">
        <button type="submit" name="intent" value="password" className="button">
          {t("people:password_form.button")}
        </button>
      </p>
    </PostForm>
  );
}
