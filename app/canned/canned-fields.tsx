import { Fragment } from "react";
import { SelectField, TextArea, TextField } from "~/components/field.tsx";
import { useSite } from "~/components/site-context.tsx";
import type { FieldError } from "~/http/form.ts";
import { locales } from "~/i18n/locale.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { placeholders } from "./placeholders.ts";

/** Name, language and text of a canned answer, and what may be left open in it. */
export function CannedFields({ typed, errors }: { typed: Record<string, unknown>; errors: FieldError[] }) {
  const t = useWords();
  const { site } = useSite();
  return (
    <>
      <div className="field-pair">
        <TextField
          id="name"
          label={t("canned:name")}
          hint={t("canned:name_hint")}
          defaultValue={String(typed.name ?? "")}
          errors={errors}
          autoComplete="off"
        />
        <SelectField
          id="language"
          label={t("canned:language_label")}
          hint={t("canned:language_hint")}
          defaultValue={String(typed.language ?? site.locale)}
          options={locales.map((value) => ({ value, label: t(`canned:language.${value}`) }))}
          errors={errors}
        />
      </div>
      <TextArea
        id="body"
        label={t("canned:body")}
        hint={t("forms:markdown_hint")}
        defaultValue={String(typed.body ?? "")}
        errors={errors}
      />
      <p className="hint">{t("canned:placeholders")}</p>
      <dl className="hint">
        {placeholders.map((word) => (
          <Fragment key={word}>
            <dt>
              <code>{`{${word}}`}</code>
            </dt>
            <dd>{t(`canned:placeholder.${word}`)}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
