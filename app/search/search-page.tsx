import { SearchForm } from "~/components/search-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { askAfterSearchPath, searchPath, ticketsPath } from "~/urls.ts";
import { filterAddress, type SearchFilter } from "./query-filter.ts";
import type { SearchResults } from "./query-results.ts";
import { SearchFilters } from "./search-filters.tsx";
import { SearchResult } from "./search-result.tsx";

export interface SearchPageProps {
  query: string;
  filter: SearchFilter;
  /** Null where nothing was asked. */
  results: SearchResults | null;
  isFirstPage: boolean;
}

/** What was found, or what to do where nothing was. */
export function SearchPage({ query, filter, results, isFirstPage }: SearchPageProps) {
  const t = useWords();
  const now = filterAddress(filter);
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{headingOf(results, t)}</h1>
        <SearchForm size="page" query={query} kept={now} />
        {!results && <p className="lede">{t("search:hint")}</p>}
        {results?.suggestion && (
          <p className="lede" role="status">
            {t("search:meant")} <a href={searchPath({ ...now, q: results.suggestion })}>{results.suggestion}</a>
          </p>
        )}
        {results && <SearchFilters query={query} filter={filter} results={results} />}
        {results && results.found.length > 0 && (
          <ul className="ticket-list ticket-results">
            {results.found.map((found) => (
              <SearchResult key={`${found.kind} ${found.id}`} found={found} />
            ))}
          </ul>
        )}
        {results && results.found.length === 0 && <Nothing query={query} isFiltered={filter.in !== undefined} />}
        {results && results.found.length > 0 && (
          <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
            <span className="hint">
              {t("search:not_it")} <a href={askAfterSearchPath(query)}>{t("search:write_instead")}</a>
            </span>
            {!isFirstPage && (
              <a className="button button--quiet" href={searchPath({ ...now, q: query })}>
                {t("tickets:list.first")}
              </a>
            )}
            {results.next !== null && (
              <a
                className="button button--quiet"
                rel="next"
                href={searchPath({ ...now, q: query, after: results.next })}
              >
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

function Nothing({ query, isFiltered }: { query: string; isFiltered: boolean }) {
  const t = useWords();
  return (
    <div className="empty-state">
      <p className="display" aria-hidden="true">
        —
      </p>
      <h2>{t(isFiltered ? "search:nothing_here" : "search:nothing_title")}</h2>
      <p>{t("search:nothing_text")}</p>
      <p className="buttons">
        <a className="button" href={askAfterSearchPath(query)}>
          {t("site:write_us")}
        </a>{" "}
        {isFiltered ? (
          <a className="button button--quiet" href={searchPath({ q: query })}>
            {t("search:everywhere")}
          </a>
        ) : (
          <a className="button button--quiet" href={ticketsPath()}>
            {t("site:home.all")}
          </a>
        )}
      </p>
    </div>
  );
}
