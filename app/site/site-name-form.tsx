import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";

export function SiteNameForm({ name, sent }: { name: string; sent: Sent }) {
  const t = useWords();
  return (
    <PostForm action={settingsPath()}>
      <TextField
        id="site-name"
        name="name"
        label={t("settings:name.label")}
        defaultValue={sent.typed.name ?? name}
        errors={sent.errors}
        autoComplete="off"
        isHalf
      />
      <IntentButton intent="name">{t("settings:save")}</IntentButton>
    </PostForm>
  );
}
