import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { articleRevisionsPath } from "~/urls.ts";
import { ChangesPart } from "./changes-part.tsx";
import type { ComparedTexts } from "./compared.ts";
import { BackToShelf } from "./edit-page.tsx";

/** What an article was: two of its texts compared, and all of them to choose from. */
export function RevisionsPage({ article, revisions, from, to, changes, canRestore }: ComparedTexts) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--editor">
      <main id="main" tabIndex={-1} className="desk-main">
        <BackToShelf article={article} />
        <h1>{t("editor:revisions.heading")}</h1>
        <p className="meta tight">
          {from && (
            <span>
              {t("editor:revisions.from")} <Moment at={from.at} />, {from.by ?? t("editor:revisions.file")}
            </span>
          )}
          <span>
            {t(from ? "editor:revisions.to" : "editor:revisions.first")} <Moment at={to.at} />,{" "}
            {to.by ?? t("editor:revisions.file")}
          </span>
        </p>
        <ChangesPart changes={changes} language={article.language} />
        {canRestore && (
          <PostForm className="buttons" action={articleRevisionsPath(article.id, { to: to.id })}>
            <input type="hidden" name="revision" value={to.id} />
            <button className="button button--quiet" type="submit" name="intent" value="restore-revision">
              {t("editor:do.restore-revision")}
            </button>
            <span className="hint">{t("editor:revisions.restore_hint")}</span>
          </PostForm>
        )}
      </main>
      <CompareForm article={article} revisions={revisions} from={from} to={to} />
    </div>
  );
}

/** Every text with a pair of buttons: which one to compare with which. Its own date shows it against the one before. */
function CompareForm({ article, revisions, from, to }: Pick<ComparedTexts, "article" | "revisions" | "from" | "to">) {
  const t = useWords();
  return (
    <aside className="facts" aria-label={t("editor:revisions.title")}>
      <form className="compare" method="get" action={articleRevisionsPath(article.id)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("editor:revisions.older")}</th>
              <th scope="col">{t("editor:revisions.newer")}</th>
              <th scope="col">{t("editor:revisions.text")}</th>
            </tr>
          </thead>
          <tbody>
            {revisions.map((revision) => (
              <tr key={revision.id} aria-current={revision.id === to.id ? "true" : undefined}>
                {(["from", "to"] as const).map((name) => (
                  <td key={name}>
                    <input
                      type="radio"
                      name={name}
                      value={revision.id}
                      defaultChecked={revision.id === (name === "from" ? from : to)?.id}
                      aria-label={t(`editor:revisions.choose_${name}`, { revision: revision.id })}
                    />
                  </td>
                ))}
                <td>
                  <a href={articleRevisionsPath(article.id, { to: revision.id })}>
                    <Moment at={revision.at} />
                  </a>
                  <span className="facts__why">
                    {revision.by ?? t("editor:revisions.file")}
                    {revision.isPublished && `, ${t("editor:revisions.published")}`}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {revisions.length > 1 && (
          <button className="button button--quiet button--small" type="submit">
            {t("editor:revisions.compare")}
          </button>
        )}
      </form>
    </aside>
  );
}
