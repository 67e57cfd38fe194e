import { TextArea, TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";
import type { Organisation } from "./site.ts";

/** Who stands behind the site. Nothing is asked for: what is empty is not told. */
export function OrganisationForm({ organisation, sent }: { organisation: Organisation; sent: Sent }) {
  const t = useWords();
  const { typed, errors } = sent;
  return (
    <PostForm action={settingsPath()}>
      <div className="field-pair">
        <TextField
          id="legal_name"
          label={t("settings:organisation.legal_name")}
          hint={t("settings:organisation.legal_name_hint")}
          defaultValue={typed.legal_name ?? organisation.legalName}
          errors={errors}
          autoComplete="off"
          isOptional
        />
        <TextField
          id="organisation_url"
          type="url"
          label={t("settings:organisation.url")}
          hint={t("settings:call-to-action.url_hint")}
          defaultValue={typed.organisation_url ?? organisation.url}
          errors={errors}
          autoComplete="off"
          spellCheck={false}
          isOptional
        />
      </div>
      <TextField
        id="contact"
        label={t("settings:organisation.contact")}
        hint={t("settings:organisation.contact_hint")}
        defaultValue={typed.contact ?? organisation.contact}
        errors={errors}
        autoComplete="off"
        spellCheck={false}
        isOptional
        isHalf
      />
      <TextArea
        id="profiles"
        rows={3}
        label={t("settings:organisation.profiles")}
        hint={t("settings:organisation.profiles_hint")}
        defaultValue={typed.profiles ?? organisation.profiles.join("\n")}
        errors={errors}
        spellCheck={false}
        isOptional
      />
      <IntentButton intent="organisation">{t("settings:save")}</IntentButton>
    </PostForm>
  );
}
