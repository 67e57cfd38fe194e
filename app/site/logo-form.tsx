import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { logoPath, settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";
import type { Logo } from "./site.ts";

export function LogoForm({ logo, siteName, sent }: { logo: Logo | null; siteName: string; sent: Sent }) {
  const t = useWords();
  return (
    <>
      {logo && (
        <PostForm action={settingsPath()} className="buttons">
          <img className="logo" src={logoPath(logo.file)} width={logo.width} height={logo.height} alt={siteName} />
          <IntentButton intent="logo-remove" isQuiet>
            {t("settings:logo.remove")}
          </IntentButton>
        </PostForm>
      )}
      <PostForm action={settingsPath()} encType="multipart/form-data">
        {/* Before the file: of a body over the limit only the beginning arrives. */}
        <input type="hidden" name="intent" value="logo" />
        <TextField
          id="logo"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          label={t("settings:logo.label")}
          hint={t("settings:logo.hint")}
          errors={sent.errors}
          isHalf
        />
        <button className="button button--small" type="submit">
          {t("settings:logo.upload")}
        </button>
      </PostForm>
    </>
  );
}
