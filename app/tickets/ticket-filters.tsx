import { useSite } from "~/components/site-context.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import type { Category } from "~/site/site.ts";
import { type ListFilter, ticketsPath } from "~/urls.ts";
import { sorts, type TicketFilter } from "./list-filter.ts";
import { statusView } from "./status.ts";
import { isOpen, kinds, type Phase, phaseOf, phases, statusesOf } from "./ticket.ts";

/** How many listed tickets share kind, status and category. */
export interface CountRow {
  kind: string;
  status: string;
  phase: string;
  category_id: number;
  count: number;
}

interface Option {
  label: string;
  filter: ListFilter;
  isCurrent: boolean;
  count?: number;
  kind?: string;
}

/** Filters as links, each with its address. On a phone they stand behind a toggle. */
export function TicketFilters({ filter, counts }: { filter: TicketFilter; counts: CountRow[] }) {
  const t = useWords();
  const { locale } = useLanguage();
  const { site } = useSite();
  const now: ListFilter = {
    kind: filter.kind,
    phase: filter.phase,
    status: filter.status,
    category: filter.category?.slug,
    sort: filter.sort === "new" ? undefined : filter.sort,
  };
  const counted = (option: Option): Option => ({
    ...option,
    count: countTickets(counts, option.filter, site.categories),
  });

  const kindOptions: Option[] = [
    counted({
      label: t("tickets:list.all"),
      filter: { ...now, kind: undefined, status: undefined },
      isCurrent: !filter.kind,
    }),
    ...kinds.map((kind) =>
      counted({
        label: t(`tickets:kinds.${kind}`),
        filter: { ...now, kind, status: undefined, phase: kind === "thanks" ? undefined : now.phase },
        isCurrent: filter.kind === kind,
        kind,
      }),
    ),
  ];
  const anyStatus = {
    label: t("tickets:list.any"),
    filter: { ...now, phase: undefined, status: undefined },
    isCurrent: !filter.phase && !filter.status,
  };
  const statusOptions: Option[] = filter.kind
    ? statusesOf(filter.kind).map((key) =>
        counted({
          label: statusView(key, phaseOf(filter.kind ?? "question", key) ?? "new", locale, site.statusLabels).label,
          filter: { ...now, phase: undefined, status: key },
          isCurrent: filter.status === key,
        }),
      )
    : (["open", ...phases] as const).map((phase) =>
        counted({
          label: t(`status:phase.${phase}`),
          filter: { ...now, status: undefined, phase },
          isCurrent: filter.phase === phase,
        }),
      );
  const categoryOptions: Option[] = site.categories.map(({ id, slug, name }) =>
    counted({ label: name, filter: { ...now, category: slug }, isCurrent: filter.category?.id === id }),
  );
  const anyCategory = {
    label: t("tickets:list.all"),
    filter: { ...now, category: undefined },
    isCurrent: !filter.category,
  };
  const sortOptions: Option[] = sorts.map((sort) => ({
    label: t(`tickets:list.sort.${sort}`),
    filter: { ...now, sort: sort === "new" ? undefined : sort },
    isCurrent: filter.sort === sort,
  }));

  return (
    <>
      <details className="narrow-toggle">
        <summary>{t("tickets:list.show_filters")}</summary>
      </details>
      <nav className="ticket-filters" aria-label={t("tickets:list.filters")}>
        <div className="ticket-filters__kinds">
          <Options options={kindOptions} />
        </div>
        <Row id="filter-status" label={t("tickets:list.status")} options={[anyStatus, ...statusOptions]} />
        {categoryOptions.length > 0 && (
          <Row id="filter-category" label={t("tickets:list.category")} options={[anyCategory, ...categoryOptions]} />
        )}
        <Row id="filter-order" label={t("tickets:list.order")} options={sortOptions} />
      </nav>
    </>
  );
}

/** How many tickets the list of that filter has. */
function countTickets(counts: CountRow[], filter: ListFilter, categories: Category[]): number {
  const { kind, phase, status } = filter;
  const category = categories.find(({ slug }) => slug === filter.category);
  return counts
    .filter(
      (row) =>
        (!kind || row.kind === kind) &&
        (!status || row.status === status) &&
        (!phase || (phase === "open" ? isOpen(row.phase as Phase) : row.phase === phase)) &&
        (!category || row.category_id === category.id),
    )
    .reduce((total, { count }) => total + count, 0);
}

function Row({ id, label, options }: { id: string; label: string; options: Option[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls, these are links
    <div className="ticket-filters__row" role="group" aria-labelledby={id}>
      <span id={id}>{label}</span>
      <Options options={options} />
    </div>
  );
}

/** All tickets, those of one kind or of one category: the lists that search engines keep. */
function isOneList({ kind, category, phase, status, sort }: ListFilter): boolean {
  return !phase && !status && !sort && !(kind && category);
}

function Options({ options }: { options: Option[] }) {
  const shown = options.filter(({ count, isCurrent }) => count !== 0 || isCurrent);
  return (
    <ul>
      {shown.map((option) => (
        <li key={option.label}>
          <a
            href={ticketsPath(option.filter)}
            aria-current={option.isCurrent ? "true" : undefined}
            rel={isOneList(option.filter) ? undefined : "nofollow"}
          >
            {option.kind && <span className="kind-mark" data-kind={option.kind} aria-hidden="true" />}
            {option.label} {option.count !== undefined && <small>{option.count}</small>}
          </a>
        </li>
      ))}
    </ul>
  );
}
