import { Notice } from "~/components/notice.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articlePath, deskArticlesPath, editArticlePath } from "~/urls.ts";
import { EditForm } from "./edit-form.tsx";
import { EditSide } from "./edit-side.tsx";
import type { ArticleFields, EditAgain, EditedArticle, EditorChoices } from "./edit-view.ts";

/** What was just done, as a word of the address and a key of the catalogue. */
export const doneActs = [
  "save",
  "publish",
  "remove",
  "restore",
  "take-back",
  "restore-revision",
  "from-ticket",
] as const;

interface EditPageProps {
  article: EditedArticle;
  choices: EditorChoices;
  done: string | null;
  again?: EditAgain;
}

/** The editor of an article: its text and its place, and beside them everything else about it. */
export function EditPage({ article, choices, done, again }: EditPageProps) {
  const t = useWords();
  const { locale } = useLanguage();
  const isPublic = article.state === "published" || article.state === "changed";
  return (
    <div className="desk-body desk-body--editor">
      <main id="main" tabIndex={-1} className="desk-main">
        <BackToShelf />
        <h1 lang={article.language === locale ? undefined : article.language}>{article.title}</h1>
        {done && (
          <p className="notice" role="status">
            {t(`editor:done.${done}`)} {isPublic && <a href={articlePath(article)}>{t("editor:side.open")}</a>}
          </p>
        )}
        {article.state === "removed" && <Notice>{t("editor:edit.removed")}</Notice>}
        {article.isFromPrivate && (
          <Notice title={t("editor:edit.private_title")}>{t("editor:edit.private_text")}</Notice>
        )}
        <EditForm
          action={editArticlePath(article.id)}
          fields={article.fields}
          seen={again?.newer?.revision ?? article.revision}
          state={article.state}
          choices={choices}
          files={article.files}
          again={again}
        />
      </main>
      <EditSide article={article} />
    </div>
  );
}

/** The editor with nothing saved yet. */
export function NewArticlePage({
  fields,
  choices,
  original,
  again,
}: {
  fields: ArticleFields;
  choices: EditorChoices;
  /** What is to be translated. */
  original: { id: number; title: string } | null;
  again?: EditAgain;
}) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" tabIndex={-1} className="desk-main">
        <BackToShelf />
        <h1>{t(original ? "editor:edit.translate_title" : "editor:edit.new_title")}</h1>
        {original && (
          <p className="notice">
            {t("editor:edit.translate_text")} <a href={editArticlePath(original.id)}>{original.title}</a>
          </p>
        )}
        <div className="editor-column">
          <EditForm action={editArticlePath()} fields={fields} seen={0} choices={choices} again={again} />
        </div>
      </main>
    </div>
  );
}

export function BackToShelf({ article }: { article?: { id: number; title: string } }) {
  const t = useWords();
  return (
    <nav className="breadcrumbs hint" aria-label={t("editor:edit.path")}>
      <ol>
        <li>
          <a href={deskArticlesPath()}>{t("editor:shelf.title")}</a>
        </li>
        {article && (
          <li>
            <a href={editArticlePath(article.id)}>{article.title}</a>
          </li>
        )}
      </ol>
    </nav>
  );
}
