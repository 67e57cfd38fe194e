import type { ReactNode } from "react";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { locales } from "~/i18n/locale.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { deskArticleCategoriesPath, deskArticlesPath } from "~/urls.ts";
import type { ArticleCategory } from "./article-category.ts";
import { type CategoryAgain, nameField } from "./category-forms.ts";
import { BackToShelf } from "./edit-page.tsx";

interface CategoriesPageProps {
  categories: ArticleCategory[];
  done: string | null;
  again?: CategoryAgain;
}

/** The categories of the knowledge base: their names in each language, and their order. */
export function CategoriesPage({ categories, done, again }: CategoriesPageProps) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" tabIndex={-1} className="desk-main">
        <ErrorSummary errors={again?.errors ?? []} />
        <BackToShelf />
        <h1>{t("editor:categories.title")}</h1>
        <p className="lede">{t("editor:categories.lede")}</p>
        {done && (
          <p className="notice" role="status">
            {t(`editor:done.${done}`)}
          </p>
        )}
        <div className="desk-form">
          {categories.map((category, index) => (
            <section className="panel" key={category.id} aria-labelledby={`category-${category.id}`}>
              <h2 id={`category-${category.id}`}>{category.name}</h2>
              <p className="hint">
                <code>{category.slug}</code>{" "}
                <a href={deskArticlesPath({ category: category.slug })}>
                  {t("editor:shelf.summary", { count: category.articles })}
                </a>
              </p>
              <NamesForm category={String(category.id)} names={category.names} again={again}>
                <Intent intent="category-rename" about={category.name} />
                {index > 0 && <Intent intent="category-up" about={category.name} />}
                {index < categories.length - 1 && <Intent intent="category-down" about={category.name} />}
                {category.articles === 0 && <Intent intent="category-remove" about={category.name} />}
              </NamesForm>
            </section>
          ))}
          <section className="panel" aria-labelledby="new-category">
            <h2 id="new-category">{t("editor:categories.new")}</h2>
            <p className="hint">{t("editor:categories.new_hint")}</p>
            <NamesForm category="new" names={{}} again={again}>
              <Intent intent="category-add" />
            </NamesForm>
          </section>
        </div>
      </main>
    </div>
  );
}

function NamesForm({
  category,
  names,
  again,
  children,
}: Pick<CategoriesPageProps, "again"> & {
  category: string;
  names: ArticleCategory["names"];
  children: ReactNode;
}) {
  const t = useWords();
  const own = again?.category === category ? again : undefined;
  return (
    <PostForm action={deskArticleCategoriesPath()}>
      <input type="hidden" name="category" value={category} />
      <div className="editor__names">
        {locales.map((locale) => (
          <TextField
            key={locale}
            id={nameField(category, locale)}
            name={`name-${locale}`}
            label={t(`editor:language.${locale}`)}
            lang={locale}
            defaultValue={own ? own.typed[`name-${locale}`] : names[locale]}
            errors={own?.errors}
            autoComplete="off"
          />
        ))}
      </div>
      <div className="buttons">{children}</div>
    </PostForm>
  );
}

/** A button that says what its form wants; `about` is for screen readers, where the same word stands in each row. */
function Intent({ intent, about }: { intent: string; about?: string }) {
  const t = useWords();
  const isMain = intent === "category-add";
  return (
    <button
      className={`button button--small${isMain ? "" : " button--quiet"}`}
      type="submit"
      name="intent"
      value={intent}
    >
      {t(`editor:do.${intent}`)}
      {about && <span className="vh">: {about}</span>}
    </button>
  );
}
