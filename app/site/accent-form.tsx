import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { DEFAULT_ACCENT, darkTheme, lightTheme, PAPER } from "./accent.ts";
import { AccentSwatch } from "./accent-swatch.tsx";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";

/** The one colour of the site. A colour that cannot be read comes back with the nearest one that can. */
export function AccentForm({ accent, sent }: { accent: string | null; sent: Sent }) {
  const t = useWords();
  const shown = sent.nearest ?? accent ?? DEFAULT_ACCENT;
  return (
    <>
      <PostForm action={settingsPath()}>
        <TextField
          id="accent"
          label={t("settings:accent.label")}
          hint={t("settings:accent.hint", { example: DEFAULT_ACCENT })}
          defaultValue={sent.typed.accent ?? accent ?? DEFAULT_ACCENT}
          errors={sent.errors}
          autoComplete="off"
          spellCheck={false}
          isHalf
        />
        <IntentButton intent="accent">{t("settings:save")}</IntentButton>
      </PostForm>
      {sent.nearest && <p>{t("settings:accent.nearest", { nearest: sent.nearest })}</p>}
      <div className="buttons">
        <AccentSwatch theme={lightTheme(shown)} paper={PAPER.light} caption={t("settings:accent.light")} />
        <AccentSwatch theme={darkTheme(shown)} paper={PAPER.dark} caption={t("settings:accent.dark")} />
      </div>
      <div className="buttons">
        {sent.nearest && (
          <PostForm action={settingsPath()}>
            <input type="hidden" name="accent" value={sent.nearest} />
            <IntentButton intent="accent">{t("settings:accent.use", { accent: sent.nearest })}</IntentButton>
          </PostForm>
        )}
        {accent && (
          <PostForm action={settingsPath()}>
            <IntentButton intent="accent-default" isQuiet>
              {t("settings:accent.default")}
            </IntentButton>
          </PostForm>
        )}
      </div>
    </>
  );
}
