import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { editArticlePath } from "~/urls.ts";
import type { ArticleView, TeamView } from "./article-page.ts";

/** What only the team sees of an article: its state, the way to the editor, what readers said. */
export function TeamNotice({ article, team }: { article: ArticleView; team: TeamView }) {
  const t = useWords();
  const { state, helped, notHelped, reasons } = team;
  return (
    <section className="notice" aria-label={t("articles:team.title")}>
      {state !== "published" && <p>{t(`articles:team.${state}`)}</p>}
      <p className="meta">
        <a href={editArticlePath(article.id)}>{t("articles:team.edit")}</a>
        <span>{t("articles:team.helped", { count: helped })}</span>
        <span>{t("articles:team.not_helped", { count: notHelped })}</span>
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map(({ reason, words, at }) => (
            <li key={`${at} ${reason} ${words}`}>
              {[reason && t(`articles:helpful.reason.${reason}`), words].filter(Boolean).join(": ")}{" "}
              <small>
                <Moment at={at} day />
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
