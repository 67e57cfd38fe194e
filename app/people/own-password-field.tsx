import { TextField } from "~/components/field.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";

/** The password once more. The hidden e-mail tells the password manager whose it is. */
export function OwnPasswordField({ email, id = "current_password", errors }: FieldProps) {
  const t = useWords();
  return (
    <>
      <input type="text" name="username" autoComplete="username" defaultValue={email} readOnly hidden />
      <TextField
        id={id}
        name="current_password"
        type="password"
        label={t("people:current_password")}
        isHalf
        autoComplete="current-password"
        errors={errors}
      />
    </>
  );
}

interface FieldProps {
  email: string;
  id?: string;
  errors?: FieldError[];
}
