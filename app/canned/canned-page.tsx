import { ErrorSummary } from "~/components/error-summary.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { cannedPath } from "~/urls.ts";
import { type CannedAnswer, firstWords } from "./canned-answer.ts";
import { CannedFields } from "./canned-fields.tsx";

interface CannedPageProps {
  answers: CannedAnswer[];
  /** The one that is being changed; otherwise the form adds one. */
  editing: CannedAnswer | null;
  /** What was just done, as a key of the catalogue. */
  done: string | null;
  again?: { typed: Record<string, string>; errors: FieldError[] };
}

/** The texts that the team keeps ready, and the form for one of them. */
export function CannedPage({ answers, editing, done, again }: CannedPageProps) {
  const t = useWords();
  const errors = again?.errors ?? [];
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <h1>{t("canned:title")}</h1>
        <p className="hint">{t("canned:lede")}</p>
        {done && (
          <p className="notice" role="status" data-draft-sent>
            {t(`canned:done.${done}`)}
          </p>
        )}
        {!editing && answers.length === 0 && <Notice>{t("canned:none")}</Notice>}
        {!editing && answers.length > 0 && <CannedList answers={answers} />}
        <div className="desk-form">
          <section className="panel" aria-labelledby="canned-form">
            <h2 id="canned-form">{editing ? t("canned:change", { name: editing.name }) : t("canned:add")}</h2>
            <PostForm action={cannedPath(editing?.id)} draft={editing ? undefined : "canned"}>
              <CannedFields typed={again?.typed ?? { ...(editing ?? {}) }} errors={errors} />
              <p className="buttons">
                <button className="button" type="submit" name="intent" value={editing ? "change" : "add"}>
                  {t("canned:save")}
                </button>
                {editing && <a href={cannedPath()}>{t("canned:back")}</a>}
              </p>
            </PostForm>
          </section>
          {editing && <DeleteForm answer={editing} />}
        </div>
      </main>
    </div>
  );
}

function CannedList({ answers }: { answers: CannedAnswer[] }) {
  const t = useWords();
  return (
    <ul className="canned-list">
      {answers.map(({ id, name, language, body, useCount }) => (
        <li key={id}>
          <a href={cannedPath(id)}>
            <code>::{name}</code>
          </a>{" "}
          <span lang={language}>{firstWords(body)}</span>
          <small>
            {t(`canned:language.${language}`)}
            {useCount > 0 && ` · ${t("canned:used", { count: useCount })}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** A second press confirms: the button is behind its summary. */
function DeleteForm({ answer }: { answer: CannedAnswer }) {
  const t = useWords();
  return (
    <section className="panel">
      <details>
        <summary>{t("canned:delete")}</summary>
        <PostForm action={cannedPath(answer.id)}>
          <p>{t("canned:delete_hint")}</p>
          <button className="button button--quiet button--small" type="submit" name="intent" value="delete">
            {t("canned:delete_sure", { name: answer.name })}
          </button>
        </PostForm>
      </details>
    </section>
  );
}
