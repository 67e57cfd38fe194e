import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articlePath, articleRevisionsPath, editArticlePath, newArticlePath, ticketPath } from "~/urls.ts";
import type { EditedArticle } from "./edit-view.ts";
import { StateMark } from "./state-mark.tsx";

/** Beside the editor: where the article stands, what came of it, and what can be done with it besides writing. */
export function EditSide({ article }: { article: EditedArticle }) {
  const t = useWords();
  const { state, answeredTickets, helped, didNotHelp, sourcePath } = article;
  const isPublic = state === "published" || state === "changed";
  return (
    <aside className="facts" aria-label={t("editor:side.title")}>
      <dl>
        <dt>{t("editor:side.state")}</dt>
        <dd>
          <StateMark state={state} />
          {state === "changed" && <span className="facts__why">{t("editor:side.changed")}</span>}
          {state === "draft" && article.wasPublic && <span className="facts__why">{t("editor:side.taken_back")}</span>}
        </dd>
        <dt>{t("editor:side.answered")}</dt>
        <dd>{answeredTickets}</dd>
        <dt>{t("editor:side.helped")}</dt>
        <dd>{helped}</dd>
        <dt>{t("editor:side.did_not_help")}</dt>
        <dd>{didNotHelp}</dd>
        {sourcePath && (
          <>
            <dt>{t("editor:side.file")}</dt>
            <dd>
              <code>{sourcePath}</code>
            </dd>
          </>
        )}
      </dl>
      <h2>{t("editor:side.do")}</h2>
      <ul className="facts__verbs">
        {isPublic && (
          <li>
            <a href={articlePath(article)}>{t("editor:side.open")}</a>
          </li>
        )}
        {isPublic && (
          <li>
            <Verb article={article} intent="take-back" />
          </li>
        )}
        <li>
          <Verb article={article} intent={state === "removed" ? "restore" : "remove"} />
        </li>
      </ul>
      <Translations article={article} />
      <Tickets article={article} />
      <Revisions article={article} />
    </aside>
  );
}

function Verb({ article, intent }: { article: EditedArticle; intent: "take-back" | "remove" | "restore" }) {
  const t = useWords();
  return (
    <PostForm action={editArticlePath(article.id)}>
      <button type="submit" name="intent" value={intent}>
        {t(`editor:do.${intent}`)}
      </button>
    </PostForm>
  );
}

function Translations({ article }: { article: EditedArticle }) {
  const t = useWords();
  const { translations, missingLanguages, originalId } = article;
  if (translations.length + missingLanguages.length === 0) return null;
  const word = (language: string) => t(`editor:language.${language}`, { defaultValue: language });
  return (
    <>
      <h2>{t("editor:side.translations")}</h2>
      <ul>
        {translations.map(({ id, title, language }) => (
          <li key={id}>
            {word(language)}:{" "}
            <a href={editArticlePath(id)} lang={language}>
              {title}
            </a>
          </li>
        ))}
        {missingLanguages.map((language) => (
          <li key={language}>
            <a href={newArticlePath({ translation_of: originalId, language })}>
              {t("editor:side.translate", { language: word(language) })}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Tickets({ article }: { article: EditedArticle }) {
  const t = useWords();
  const { locale } = useLanguage();
  if (article.tickets.length === 0) return null;
  return (
    <>
      <h2>{t("editor:side.tickets")}</h2>
      <ul>
        {article.tickets.map((ticket) => (
          <li key={`${ticket.id} ${ticket.relation}`}>
            {t(`editor:relation.${ticket.relation}`)}:{" "}
            <a href={ticketPath(ticket)} lang={ticket.language === locale ? undefined : ticket.language}>
              {ticket.title}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Revisions({ article }: { article: EditedArticle }) {
  const t = useWords();
  return (
    <>
      <h2>{t("editor:revisions.title")}</h2>
      <ul>
        {article.revisions.map(({ id, at, by, isPublished }) => (
          <li key={id}>
            <a href={articleRevisionsPath(article.id, { to: id })}>
              <Moment at={at} />
            </a>{" "}
            <span className="facts__why">
              {by ?? t("editor:revisions.file")}
              {isPublished && `, ${t("editor:revisions.published")}`}
            </span>
          </li>
        ))}
        <li>
          <a href={articleRevisionsPath(article.id)}>{t("editor:revisions.all")}</a>
        </li>
      </ul>
    </>
  );
}
