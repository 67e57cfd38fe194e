import { useSite } from "~/components/site-context.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { statusView } from "~/tickets/status.ts";
import { kinds, phaseOf, phases, statusesOf } from "~/tickets/ticket.ts";
import { type SearchAddress, searchPath } from "~/urls.ts";
import { filterAddress, type SearchFilter } from "./query-filter.ts";
import type { SearchResults } from "./query-results.ts";

interface SearchFiltersProps {
  query: string;
  filter: SearchFilter;
  results: SearchResults;
}

/** Where to look, and which tickets: links, each with its address. On a phone the second part stands behind a toggle. */
export function SearchFilters({ query, filter, results }: SearchFiltersProps) {
  const t = useWords();
  const { articleCount, ticketCount } = results;
  const isNarrowed = Boolean(filter.kind || filter.phase || filter.status || filter.category);
  if (articleCount + ticketCount === 0 && !isNarrowed) return null;
  // With a filter that only tickets have, articles were not looked for.
  const counts = isNarrowed ? [] : [articleCount + ticketCount, articleCount, ticketCount];
  const now = { q: query, ...filterAddress(filter) };
  return (
    <>
      <nav className="ticket-filters" aria-label={t("search:where")}>
        <div className="ticket-filters__kinds">
          <Options
            options={[
              { label: t("search:all"), address: { q: query }, isCurrent: !filter.in, count: counts[0] },
              {
                label: t("search:articles"),
                address: { q: query, in: "articles" },
                isCurrent: filter.in === "articles",
                count: counts[1],
              },
              {
                label: t("search:tickets"),
                address: { ...now, in: "tickets" },
                isCurrent: filter.in === "tickets",
                count: counts[2],
              },
            ]}
          />
        </div>
      </nav>
      {filter.in !== "articles" && (ticketCount > 0 || isNarrowed) && (
        <TicketRows filter={filter} now={{ ...now, in: "tickets" }} />
      )}
    </>
  );
}

function TicketRows({ filter, now }: { filter: SearchFilter; now: SearchAddress }) {
  const t = useWords();
  const { locale } = useLanguage();
  const { site } = useSite();
  const { kind, phase, status, category } = filter;
  const anyState = { ...now, phase: undefined, status: undefined };
  const states = kind
    ? statusesOf(kind).map((key) => ({
        label: statusView(key, phaseOf(kind, key) ?? "new", locale, site.statusLabels).label,
        address: { ...anyState, status: key },
        isCurrent: status === key,
      }))
    : (["open", ...phases] as const).map((key) => ({
        label: t(`status:phase.${key}`),
        address: { ...anyState, phase: key },
        isCurrent: phase === key,
      }));
  return (
    <>
      <details className="narrow-toggle">
        <summary>{t("search:show_filters")}</summary>
      </details>
      <nav className="ticket-filters" aria-label={t("tickets:list.filters")}>
        <Row id="filter-kind" label={t("search:kind")}>
          <Options
            options={[
              {
                label: t("tickets:list.all"),
                address: { ...now, kind: undefined, status: undefined },
                isCurrent: !kind,
              },
              ...kinds.map((one) => ({
                label: t(`tickets:kinds.${one}`),
                address: { ...now, kind: one, status: undefined, phase: undefined },
                isCurrent: kind === one,
                kind: one,
              })),
            ]}
          />
        </Row>
        <Row id="filter-status" label={t("tickets:list.status")}>
          <Options
            options={[{ label: t("tickets:list.any"), address: anyState, isCurrent: !phase && !status }, ...states]}
          />
        </Row>
        {site.categories.length > 0 && (
          <Row id="filter-category" label={t("tickets:list.category")}>
            <Options
              options={[
                { label: t("tickets:list.all"), address: { ...now, category: undefined }, isCurrent: !category },
                ...site.categories.map(({ id, slug, name }) => ({
                  label: name,
                  address: { ...now, category: slug },
                  isCurrent: category?.id === id,
                })),
              ]}
            />
          </Row>
        )}
      </nav>
    </>
  );
}

function Row({ id, label, children }: { id: string; label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls, these are links
    <div className="ticket-filters__row" role="group" aria-labelledby={id}>
      <span id={id}>{label}</span>
      {children}
    </div>
  );
}

interface Option {
  label: string;
  address: SearchAddress;
  isCurrent: boolean;
  count?: number;
  kind?: string;
}

function Options({ options }: { options: Option[] }) {
  return (
    <ul>
      {options.map(({ label, address, isCurrent, count, kind }) => (
        <li key={label}>
          <a href={searchPath(address)} aria-current={isCurrent ? "true" : undefined}>
            {kind && <span className="kind-mark" data-kind={kind} aria-hidden="true" />}
            {label} {count !== undefined && <small>{count}</small>}
          </a>
        </li>
      ))}
    </ul>
  );
}
