import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";
import type { CallToAction } from "./site.ts";

/** The link from the forum back to the product. Two empty fields take it away. */
export function CallToActionForm({ callToAction, sent }: { callToAction: CallToAction | null; sent: Sent }) {
  const t = useWords();
  return (
    <PostForm action={settingsPath()}>
      <div className="field-pair">
        <TextField
          id="label"
          label={t("settings:call-to-action.label")}
          hint={t("settings:call-to-action.label_hint")}
          defaultValue={sent.typed.label ?? callToAction?.label ?? ""}
          errors={sent.errors}
          autoComplete="off"
          isOptional
        />
        <TextField
          id="url"
          type="url"
          label={t("settings:call-to-action.url")}
          hint={t("settings:call-to-action.url_hint")}
          defaultValue={sent.typed.url ?? callToAction?.url ?? ""}
          errors={sent.errors}
          autoComplete="off"
          spellCheck={false}
          isOptional
        />
      </div>
      <IntentButton intent="call-to-action">{t("settings:save")}</IntentButton>
    </PostForm>
  );
}
