import { Moment } from "~/components/moment.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { KindMark } from "~/tickets/kind-mark.tsx";
import { StatusBadge } from "~/tickets/status-badge.tsx";
import { articlePath, ticketPath } from "~/urls.ts";
import { MarkedText } from "./marked-text.tsx";
import type { Found, FoundArticle, FoundTicket } from "./query-results.ts";

/** One line of the results, an article or a ticket. */
export function SearchResult({ found }: { found: Found }) {
  const { locale } = useLanguage();
  const lang = found.language === locale ? undefined : found.language;
  const excerpt = found.kind === "article" ? found.summary : found.answer?.excerpt;
  return (
    <li className="ticket-card">
      {found.kind === "article" ? <ArticleMark /> : <KindMark kind={found.kind} />}
      <div>
        <h2 className="ticket-card__title">
          <a href={found.kind === "article" ? articlePath(found) : ticketPath(found)} lang={lang}>
            <MarkedText parts={found.titleParts} />
          </a>
        </h2>
        {(found.snippet.length > 0 || excerpt) && (
          <p className={found.kind === "article" ? "hint" : "ticket-card__answer hint"} lang={lang}>
            {found.snippet.length > 0 ? <MarkedText parts={found.snippet} /> : excerpt}
          </p>
        )}
        {found.kind === "article" ? <ArticleFacts article={found} /> : <TicketFacts ticket={found} />}
      </div>
    </li>
  );
}

/** The sign of an article, and its word for those who do not see it. */
export function ArticleMark() {
  const t = useWords();
  return (
    <>
      <span className="kind-mark" data-kind="article" aria-hidden="true" />
      <span className="vh">{t("search:article")}.</span>
    </>
  );
}

function ArticleFacts({ article }: { article: FoundArticle }) {
  return (
    <p className="ticket-card__meta meta">
      <span>{article.category}</span>
      <Moment at={article.changedAt} day />
    </p>
  );
}

function TicketFacts({ ticket }: { ticket: FoundTicket }) {
  const t = useWords();
  return (
    <p className="ticket-card__meta meta">
      <StatusBadge status={ticket.status} />
      <Moment at={ticket.createdAt} day />
      {ticket.category && <span>{ticket.category}</span>}
      {ticket.replyCount > 0 && <span>{t("tickets:answers", { count: ticket.replyCount })}</span>}
      {ticket.voteCount > 0 && (
        <span>{t(ticket.kind === "problem" ? "tickets:me_too" : "tickets:votes", { count: ticket.voteCount })}</span>
      )}
    </p>
  );
}
