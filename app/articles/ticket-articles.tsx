import { PostForm } from "~/components/post-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articleFromTicketPath, editArticlePath } from "~/urls.ts";
import type { ArticleOfTicket } from "./edit-view.ts";
import { StateMark } from "./state-mark.tsx";

/** Beside a ticket on the desk: the articles made of it, and the way to make one. */
export function DeskArticlesOfTicket({
  ticketId,
  articles,
  canMake,
}: {
  ticketId: number;
  articles: ArticleOfTicket[];
  canMake: boolean;
}) {
  const t = useWords();
  const { locale } = useLanguage();
  const isMade = articles.some(({ relation, state }) => relation === "source" && state !== "removed");
  if (articles.length === 0 && !canMake) return null;
  return (
    <>
      <h2>{t("editor:ticket.title")}</h2>
      <ul>
        {articles.map(({ id, title, language, relation, state }) => (
          <li key={`${id} ${relation}`}>
            {t(`editor:ticket.${relation}`)}:{" "}
            <a href={editArticlePath(id)} lang={language === locale ? undefined : language}>
              {title}
            </a>{" "}
            <StateMark state={state} />
          </li>
        ))}
        {canMake && !isMade && (
          <li>
            <PostForm action={articleFromTicketPath()}>
              <input type="hidden" name="ticket" value={ticketId} />
              <button type="submit" name="intent" value="from-ticket">
                {t("editor:ticket.make")}
              </button>
            </PostForm>
          </li>
        )}
      </ul>
    </>
  );
}
