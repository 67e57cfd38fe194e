import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { welcomePath } from "~/urls.ts";
import type { Welcome } from "./person.ts";

interface WelcomeFormProps {
  token: string;
  welcome: Welcome;
  typed?: Record<string, string>;
  errors?: FieldError[];
}

/** The form behind a one-time address. An e-mail that is known stands there for the password manager. */
export function WelcomeForm({ token, welcome: { kind, person }, typed = {}, errors }: WelcomeFormProps) {
  const t = useWords();
  return (
    <PostForm action={welcomePath(token)} className="narrow-form">
      {kind !== "reset" && (
        <TextField
          id="name"
          label={t("people:name")}
          hint={t("people:name_hint")}
          autoComplete="name"
          defaultValue={typed.name ?? person?.name}
          errors={errors}
        />
      )}
      <TextField
        id="email"
        type="email"
        label={t("people:email")}
        hint={person ? undefined : t("people:email_hint")}
        autoComplete="email"
        spellCheck={false}
        readOnly={person !== null}
        defaultValue={person?.email ?? typed.email}
        errors={errors}
      />
      <TextField
        id="password"
        type="password"
        label={t(kind === "reset" ? "people:new_password" : "people:password")}
        hint={t("people:password_hint")}
        autoComplete="new-password"
        errors={errors}
      />
      <p className="buttons">
        <button type="submit" name="intent" value="welcome" className="button">
          {t(`people:welcome.${kind}.button`)}
        </button>
      </p>
    </PostForm>
  );
}
