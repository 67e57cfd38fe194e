import { Moment } from "~/components/moment.tsx";
import { SearchForm } from "~/components/search-form.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { KindMark } from "~/tickets/kind-mark.tsx";
import { StatusBadge } from "~/tickets/status-badge.tsx";
import { askAfterSearchPath, searchPath, ticketPath, ticketsPath } from "~/urls.ts";
import { MarkedText } from "./marked-text.tsx";
import type { FoundTicket, SearchResults } from "./query-results.ts";

export interface SearchPageProps {
  query: string;
  /** Null where nothing was asked. */
  results: SearchResults | null;
  isFirstPage: boolean;
}

/** What was found, or what to do where nothing was. */
export function SearchPage({ query, results, isFirstPage }: SearchPageProps) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{headingOf(results, t)}</h1>
        <SearchForm size="page" query={query} />
        {!results && <p className="lede">{t("search:hint")}</p>}
        {results?.suggestion && (
          <p className="lede" role="status">
            {t("search:meant")} <a href={searchPath({ q: results.suggestion })}>{results.suggestion}</a>
          </p>
        )}
        {results && results.tickets.length > 0 && (
          <ul className="ticket-list ticket-results">
            {results.tickets.map((ticket) => (
              <Result key={ticket.id} ticket={ticket} />
            ))}
          </ul>
        )}
        {results && results.tickets.length === 0 && <Nothing query={query} />}
        {results && results.tickets.length > 0 && (
          <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
            <span className="hint">
              {t("search:not_it")} <a href={askAfterSearchPath(query)}>{t("search:write_instead")}</a>
            </span>
            {!isFirstPage && (
              <a className="button button--quiet" href={searchPath({ q: query })}>
                {t("tickets:list.first")}
              </a>
            )}
            {results.next !== null && (
              <a className="button button--quiet" rel="next" href={searchPath({ q: query, after: results.next })}>
                {t("tickets:list.next")}
              </a>
            )}
          </nav>
        )}
      </main>
    </div>
  );
}

/** Also the title of the document. */
export function headingOf(results: SearchResults | null, t: ReturnType<typeof useWords>): string {
  if (!results) return t("search:title");
  if (results.count === 0) return t("search:nothing");
  return t(results.isMore ? "search:found_more" : "search:found", { count: results.count });
}

function Result({ ticket }: { ticket: FoundTicket }) {
  const t = useWords();
  const { locale } = useLanguage();
  const lang = ticket.language === locale ? undefined : ticket.language;
  return (
    <li className="ticket-card">
      <KindMark kind={ticket.kind} />
      <div>
        <h2 className="ticket-card__title">
          <a href={ticketPath(ticket)} lang={lang}>
            <MarkedText parts={ticket.titleParts} />
          </a>
        </h2>
        {(ticket.snippet.length > 0 || ticket.answer) && (
          <p className="ticket-card__answer hint" lang={lang}>
            {ticket.snippet.length > 0 ? <MarkedText parts={ticket.snippet} /> : ticket.answer?.excerpt}
          </p>
        )}
        <p className="ticket-card__meta meta">
          <StatusBadge status={ticket.status} />
          <Moment at={ticket.createdAt} day />
          {ticket.category && <span>{ticket.category}</span>}
          {ticket.replyCount > 0 && <span>{t("tickets:answers", { count: ticket.replyCount })}</span>}
          {ticket.voteCount > 0 && (
            <span>
              {t(ticket.kind === "problem" ? "tickets:me_too" : "tickets:votes", { count: ticket.voteCount })}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

function Nothing({ query }: { query: string }) {
  const t = useWords();
  return (
    <div className="empty-state">
      <p className="display" aria-hidden="true">
        —
      </p>
      <h2>{t("search:nothing_title")}</h2>
      <p>{t("search:nothing_text")}</p>
      <p className="buttons">
        <a className="button" href={askAfterSearchPath(query)}>
          {t("site:write_us")}
        </a>{" "}
        <a className="button button--quiet" href={ticketsPath()}>
          {t("site:home.all")}
        </a>
      </p>
    </div>
  );
}
