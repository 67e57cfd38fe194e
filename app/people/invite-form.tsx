import { Choice } from "~/components/choice.tsx";
import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { peoplePath } from "~/urls.ts";

export function InviteForm({ typed = {}, errors }: { typed?: Record<string, string>; errors?: FieldError[] }) {
  const t = useWords();
  const roles = ["agent", "admin"].map((value) => ({
    value,
    label: t(`people:role.${value}`),
    hint: t(`people:role_hint.${value}`),
  }));
  return (
    <PostForm action={peoplePath()}>
      <TextField
        id="name"
        label={t("people:name")}
        hint={t("people:name_hint")}
        isHalf
        autoComplete="off"
        defaultValue={typed.name}
        errors={errors}
      />
      <TextField
        id="email"
        type="email"
        label={t("people:email")}
        hint={t("people:email_hint")}
        isHalf
        autoComplete="off"
        spellCheck={false}
        defaultValue={typed.email}
        errors={errors}
      />
      <Choice id="role" legend={t("people:role_label")} options={roles} value={typed.role ?? "agent"} layout="two" />
      <p className="buttons">
        <button type="submit" name="intent" value="invite" className="button">
          {t("people:invite.button")}
        </button>
      </p>
    </PostForm>
  );
}
