import { ErrorSummary } from "~/components/error-summary.tsx";
import { SelectField, TextArea, TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FileView } from "~/files/attachment.ts";
import { FileMarkdown, FilesField } from "~/files/files-field.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { ArticlePreviewPart } from "./article-preview.tsx";
import type { ArticleState } from "./article-state.ts";
import { articleLanguages } from "./edit-form.ts";
import type { ArticleFields, EditAgain, EditorChoices } from "./edit-view.ts";
import { NewerText } from "./newer-text.tsx";

interface EditFormProps {
  action: string;
  fields: ArticleFields;
  /** The revision that the text in the form is based on. */
  seen: number;
  /** Undefined for a new article. */
  state?: ArticleState;
  choices: EditorChoices;
  /** What the article has already. */
  files?: FileView[];
  again?: EditAgain;
}

/** The text of an article and its place. What came back is shown as it was typed. */
export function EditForm({ action, fields, seen, state, choices, files = [], again }: EditFormProps) {
  const t = useWords();
  const errors = again?.errors ?? [];
  const typed = { ...fields, ...again?.typed };
  // The words are in the article's language, whatever the desk speaks.
  const common = { lang: typed.language, errors, autoComplete: "off" };
  const isPublic = state === "published" || state === "changed";
  return (
    <PostForm className="editor" action={action} draft={state ? undefined : "article"} encType="multipart/form-data">
      <ErrorSummary errors={errors} />
      <NewerText newer={again?.newer} language={typed.language} />
      <ArticlePreviewPart preview={again?.preview} />
      <input type="hidden" name="seen" value={seen} />
      <TextField id="title" label={t("editor:field.title")} defaultValue={typed.title} {...common} />
      <TextField
        id="summary"
        label={t("editor:field.summary")}
        hint={t("editor:field.summary_hint")}
        defaultValue={typed.summary}
        {...common}
      />
      <TextArea
        id="body"
        label={t("editor:field.body")}
        hint={t("editor:field.body_hint")}
        defaultValue={typed.body}
        {...common}
      />
      <FilesField kept={again?.files} present={files} errors={errors} />
      <FileMarkdown files={[...files, ...(again?.files ?? [])]} />
      <fieldset className="editor__place">
        <legend>{t("editor:field.place")}</legend>
        <p className="hint">{t(isPublic ? "editor:field.place_public" : "editor:field.place_hint")}</p>
        <PlaceFields typed={typed} choices={choices} current={fields.language} errors={errors} />
      </fieldset>
      <div className="buttons">
        {/* First, so that Enter in a field saves and does not publish. */}
        <button className="button button--quiet" type="submit" name="intent" value="save">
          {t(again?.newer ? "editor:do.save_anyway" : "editor:do.save")}
        </button>
        <button className="button button--quiet" type="submit" name="intent" value="preview">
          {t("editor:do.preview")}
        </button>
        {state !== "removed" && (
          <button className="button" type="submit" name="intent" value="publish">
            {t(again?.newer ? "editor:do.publish_anyway" : isPublic ? "editor:do.publish_again" : "editor:do.publish")}
          </button>
        )}
      </div>
    </PostForm>
  );
}

function PlaceFields({
  typed,
  choices,
  current,
  errors,
}: Pick<EditAgain, "errors"> & { typed: Record<string, string>; choices: EditorChoices; current: string }) {
  const t = useWords();
  return (
    <div className="editor__fields">
      <SelectField
        id="category"
        label={t("editor:field.category")}
        defaultValue={typed.category}
        options={choices.categories.map(({ id, name }) => ({ value: String(id), label: name }))}
        errors={errors}
      />
      <SelectField
        id="language"
        label={t("editor:field.language")}
        defaultValue={typed.language}
        options={articleLanguages(current).map((language) => ({
          value: language,
          label: t(`editor:language.${language}`, { defaultValue: language }),
        }))}
        errors={errors}
      />
      <TextField
        id="slug"
        label={t("editor:field.slug")}
        hint={t("editor:field.slug_hint")}
        defaultValue={typed.slug}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        errors={errors}
      />
      <TextField
        id="position"
        label={t("editor:field.position")}
        hint={t("editor:field.position_hint")}
        inputMode="numeric"
        defaultValue={typed.position}
        autoComplete="off"
        errors={errors}
      />
      <div className="editor__wide">
        <SelectField
          id="translation-of"
          label={t("editor:field.translation_of")}
          isOptional
          defaultValue={typed["translation-of"]}
          options={[
            { value: "", label: t("editor:field.no_original") },
            ...choices.originals.map(({ id, title, language }) => ({
              value: String(id),
              label: `${title} (${t(`editor:language.${language}`, { defaultValue: language })})`,
            })),
          ]}
          errors={errors}
        />
      </div>
    </div>
  );
}
