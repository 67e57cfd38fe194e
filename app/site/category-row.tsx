import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";
import type { ManagedCategory } from "./site.ts";

/** One category: its name in a field, and what can be done with it. Enter in the field renames. */
export function CategoryRow({
  category,
  isFirst,
  isLast,
  sent,
}: {
  category: ManagedCategory;
  isFirst: boolean;
  isLast: boolean;
  sent?: Sent;
}) {
  const t = useWords();
  const { name } = category;
  const id = `category-${category.id}`;
  const error = sent?.errors.find(({ field }) => field === id);
  return (
    <li>
      <PostForm action={settingsPath()} className={error ? "field field--bad" : "field"}>
        <input type="hidden" name="category" value={category.id} />
        <label className="vh" htmlFor={id}>
          {t("settings:categories.name_of", { name })}
        </label>
        {error && (
          <span className="field__error" id={`${id}-error`}>
            <span className="vh">{t("errors:field_prefix")}</span> {t(error.message, error.values)}
          </span>
        )}
        <input
          type="text"
          id={id}
          name="name"
          defaultValue={sent?.typed.name ?? name}
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={error && `${id}-error`}
        />
        <div className="buttons">
          <IntentButton intent="category-rename" isQuiet about={name}>
            {t("settings:categories.rename")}
          </IntentButton>
          {!isFirst && (
            <IntentButton intent="category-up" isQuiet about={name}>
              {t("settings:categories.up")}
            </IntentButton>
          )}
          {!isLast && (
            <IntentButton intent="category-down" isQuiet about={name}>
              {t("settings:categories.down")}
            </IntentButton>
          )}
          <IntentButton intent="category-archive" isQuiet about={name}>
            {t("settings:categories.archive")}
          </IntentButton>
        </div>
      </PostForm>
    </li>
  );
}
