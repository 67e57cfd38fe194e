import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath } from "~/urls.ts";
import { CategoryRow } from "./category-row.tsx";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";
import type { ManagedCategory } from "./site.ts";

/** The categories in their order, the archived ones folded away below, and a field for a new one. */
export function CategorySettings({ categories, sent }: { categories: ManagedCategory[]; sent: Sent }) {
  const t = useWords();
  const used = categories.filter(({ isArchived }) => !isArchived);
  const archived = categories.filter(({ isArchived }) => isArchived);
  return (
    <>
      {used.length > 0 && (
        <ol>
          {used.map((category, index) => (
            <CategoryRow
              key={category.id}
              category={category}
              isFirst={index === 0}
              isLast={index === used.length - 1}
              sent={sent.typed.category === String(category.id) ? sent : undefined}
            />
          ))}
        </ol>
      )}
      <PostForm action={settingsPath()}>
        <TextField
          id="new-category"
          name="name"
          label={t("settings:categories.new")}
          defaultValue={sent.typed.category ? "" : (sent.typed.name ?? "")}
          errors={sent.errors}
          autoComplete="off"
          isHalf
        />
        <IntentButton intent="category-add">{t("settings:categories.add")}</IntentButton>
      </PostForm>
      {archived.length > 0 && (
        <details>
          <summary>{t("settings:categories.archived", { count: archived.length })}</summary>
          <ul>
            {archived.map(({ id, name }) => (
              <li key={id}>
                <PostForm action={settingsPath()} className="buttons">
                  <input type="hidden" name="category" value={id} />
                  {name}
                  <IntentButton intent="category-restore" isQuiet about={name}>
                    {t("settings:categories.restore")}
                  </IntentButton>
                </PostForm>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
