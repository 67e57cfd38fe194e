import { useWords } from "~/i18n/use-words.tsx";
import { newTicketPath, ticketsPath } from "~/urls.ts";
import { cursorText, type TicketFilter } from "./list-filter.ts";
import type { TicketCardView } from "./ticket-card.ts";
import { type CountRow, TicketFilters } from "./ticket-filters.tsx";
import { TicketList } from "./ticket-list.tsx";

export interface TicketIndexProps {
  filter: TicketFilter;
  counts: CountRow[];
  tickets: TicketCardView[];
  next: string | null;
}

/** The list of tickets, with its filters, its pages, and what to say when it is empty. */
export function TicketIndex({ filter, counts, tickets, next }: TicketIndexProps) {
  const t = useWords();
  const address = { ...filter, category: filter.category?.slug, sort: filter.sort === "new" ? undefined : filter.sort };
  const after = filter.after && cursorText(filter.after);
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{t("tickets:list.title")}</h1>
        {counts.length > 0 && <TicketFilters filter={filter} counts={counts} />}
        {tickets.length > 0 ? (
          <TicketList tickets={tickets} headings="h2" withAnswers={false} />
        ) : (
          <EmptyList isEmptySite={counts.length === 0} kind={filter.kind} />
        )}
        {(next || after) && (
          <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
            {after && (
              <a className="button button--quiet" href={ticketsPath({ ...address, after: undefined })}>
                {t("tickets:list.first")}
              </a>
            )}
            {next && (
              <a className="button button--quiet" rel="next" href={ticketsPath({ ...address, after: next })}>
                {t("tickets:list.next")}
              </a>
            )}
          </nav>
        )}
      </main>
    </div>
  );
}

function EmptyList({ isEmptySite, kind }: { isEmptySite: boolean; kind?: string }) {
  const t = useWords();
  return (
    <div className="empty-state">
      <p className="display" aria-hidden="true">
        —
      </p>
      <h2>{t("tickets:list.empty_title")}</h2>
      <p>{t(isEmptySite ? "tickets:list.empty_all" : "tickets:list.empty_text")}</p>
      <p className="buttons">
        <a className="button" href={newTicketPath(kind)}>
          {t("site:write_us")}
        </a>{" "}
        {!isEmptySite && (
          <a className="button button--quiet" href={ticketsPath()}>
            {t("tickets:list.clear")}
          </a>
        )}
      </p>
    </div>
  );
}
