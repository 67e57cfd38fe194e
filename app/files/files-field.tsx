import { Field, TextField } from "~/components/field.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { filePath } from "~/urls.ts";
import { type FileView, type KeptFile, MAX_ALT, MAX_FILES } from "./attachment.ts";
import { acceptedEndings } from "./file-types.ts";

interface FilesFieldProps {
  /** Where another form of the page has the field too. */
  id?: string;
  /** What came with the form the last time. */
  kept?: KeptFile[];
  /** What the text has already. */
  present?: FileView[];
  errors?: FieldError[];
}

/** Pictures and files of a form: the button, what is on them, and those that are there. Its form is multipart. */
export function FilesField({ id = "files", kept = [], present = [], errors = [] }: FilesFieldProps) {
  const t = useWords();
  const ownErrors = errors.map((error) => (error.field === "files" ? { ...error, field: id } : error));
  return (
    <>
      <Field id={id} label={t("files:field")} hint={t("files:hint", { most: MAX_FILES })} isOptional errors={ownErrors}>
        {(control) => (
          <input
            type="file"
            name="files"
            multiple
            accept={acceptedEndings}
            data-files={t("files:chosen")}
            {...control}
          />
        )}
      </Field>
      <details className="field">
        <summary>{t("files:alt_open")}</summary>
        <TextField
          id={`${id}-alt`}
          name="files-alt"
          label={t("files:alt")}
          hint={t("files:alt_hint")}
          isOptional
          maxLength={MAX_ALT}
        />
      </details>
      {kept.length > 0 && (
        <input type="hidden" name="kept-files" value={kept.map(({ reference }) => reference).join(" ")} />
      )}
      <PresentFiles files={[...present, ...kept]} />
    </>
  );
}

/** Each with its words, and a box to take it out. */
function PresentFiles({ files }: { files: FileView[] }) {
  const t = useWords();
  if (files.length === 0) return null;
  return (
    <ul className="files files--form">
      {files.map(({ id, name, path, picture }) => (
        <li key={id}>
          {picture ? (
            <img src={picture.shownPath} width={picture.width} height={picture.height} alt="" />
          ) : (
            <a href={path}>{name}</a>
          )}
          <div>
            {picture && (
              <TextField
                id={`file-alt-${id}`}
                label={t("files:alt_of", { name })}
                defaultValue={picture.alt}
                maxLength={MAX_ALT}
              />
            )}
            <label>
              <input type="checkbox" id={`remove-file-${id}`} name={`remove-file-${id}`} value="1" />{" "}
              {t("files:remove", { name })}
            </label>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What to write where a picture is to stand in the midst of a text. */
export function FileMarkdown({ files }: { files: FileView[] }) {
  const t = useWords();
  return files.map(({ id, name, picture }) => (
    <div className="field" key={id}>
      <label htmlFor={`file-markdown-${id}`}>{t("files:markdown", { name })}</label>
      <input
        id={`file-markdown-${id}`}
        readOnly
        value={`${picture ? "!" : ""}[${(picture?.alt || name).replace(/[[\]\\]/g, "")}](${filePath({ id, name })})`}
        data-copy={t("site:copy")}
        data-copied={t("site:copied")}
      />
    </div>
  ));
}
