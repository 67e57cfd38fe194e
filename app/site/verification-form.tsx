import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";
import type { Verification } from "./site.ts";

const engines = ["google", "yandex", "bing"] as const;

/** The code of each search engine, alone or with the tag around it. An empty field takes the code away. */
export function VerificationForm({ codes, sent }: { codes: Verification; sent: Sent }) {
  const t = useWords();
  return (
    <PostForm action={settingsPath()}>
      {engines.map((engine) => (
        <TextField
          key={engine}
          id={engine}
          label={t(`settings:verification.${engine}`)}
          defaultValue={sent.typed[engine] ?? codes[engine]}
          errors={sent.errors}
          autoComplete="off"
          spellCheck={false}
          isOptional
          isHalf
        />
      ))}
      <IntentButton intent="verification">{t("settings:save")}</IntentButton>
    </PostForm>
  );
}
