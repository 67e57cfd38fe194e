import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { type Locale, locales } from "~/i18n/locale.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import { type Sent, statusLabelField } from "./settings-forms.ts";
import type { LabelledStatus, StatusLabels } from "./site.ts";

/** A field per status and language under the word it would replace; the site's own language comes first, unfolded. */
export function StatusLabelsForm({
  statuses,
  labels,
  sent,
}: {
  statuses: LabelledStatus[];
  labels: StatusLabels;
  sent: Sent;
}) {
  const t = useWords();
  const { locale: own } = useLanguage();
  const languages = [own, ...locales.filter((locale) => locale !== own)];
  const isBad = (locale: Locale) => sent.errors.some(({ field }) => field.endsWith(`-${locale}`));
  return (
    <PostForm action={settingsPath()}>
      {languages.map((locale) => (
        <details className="tight" key={locale} open={locale === own || labelsIn(locale, labels) || isBad(locale)}>
          <summary>{t(`settings:languages.${locale}`)}</summary>
          <div className="field-pair tight">
            {statuses.map(({ key, kinds }) => {
              const id = statusLabelField(key, locale);
              return (
                <TextField
                  key={id}
                  id={id}
                  label={wordsIn(locale)(`status:${key}`)}
                  hint={kinds.map((kind) => t(`settings:status-labels.kinds.${kind}`)).join(", ")}
                  lang={locale}
                  defaultValue={sent.typed[id] ?? labels[key]?.[locale] ?? ""}
                  errors={sent.errors}
                  autoComplete="off"
                />
              );
            })}
          </div>
        </details>
      ))}
      <p className="tight">
        <IntentButton intent="status-labels">{t("settings:save")}</IntentButton>
      </p>
    </PostForm>
  );
}

function labelsIn(locale: Locale, labels: StatusLabels): boolean {
  return Object.values(labels).some((label) => label[locale]);
}
