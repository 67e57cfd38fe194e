import { useSite } from "~/components/site-context.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { DeskSearchHead } from "~/search/desk-search-head.tsx";
import { articlePath, readersPath, settingsPath, ticketPath } from "~/urls.ts";
import { type Days, type PageReaders, periods, type ReaderTotals } from "./page-readers.ts";
import type { Reading } from "./reader-counts.ts";

export interface DeskReadersProps {
  days: Days;
  fromSearch: PageReaders[];
  wentOn: PageReaders[];
  totals: ReaderTotals;
  /** Who may set the link to the product. */
  isAdmin: boolean;
}

/** Which tickets and articles bring readers from search engines, and customers to the product. */
export function DeskReaders({ days, fromSearch, wentOn, totals, isAdmin }: DeskReadersProps) {
  const t = useWords();
  const { site } = useSite();
  const { callToAction } = site;
  const isEmpty = totals.fromSearch + totals.wentOn === 0;
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <DeskSearchHead
          open="readers"
          days={days}
          periods={periods}
          pathOf={(period) => readersPath({ days: period })}
        />
        {isEmpty ? (
          <div className="empty-state">
            <h2>{t("counts:readers.empty_title")}</h2>
            <p>{t("counts:readers.empty")}</p>
          </div>
        ) : (
          <p className="lede">
            {t("counts:readers.visits", { count: totals.fromSearch })}{" "}
            {callToAction && t("counts:readers.presses", { count: totals.wentOn, label: callToAction.label })}
          </p>
        )}
        {!callToAction && (
          <p className="notice">
            {t("counts:readers.no_link")} {isAdmin && <a href={settingsPath()}>{t("counts:readers.set_link")}</a>}
          </p>
        )}
        {!isEmpty && (
          <div className="searched-words">
            <List list="fromSearch" rows={fromSearch} />
            {(callToAction || wentOn.length > 0) && <List list="wentOn" rows={wentOn} />}
          </div>
        )}
        {!isEmpty && <p className="hint">{t("counts:readers.privacy")}</p>}
      </main>
    </div>
  );
}

const names = { fromSearch: "from_search", wentOn: "went_on" } as const;

function List({ list, rows }: { list: Reading; rows: PageReaders[] }) {
  const t = useWords();
  const name = names[list];
  return (
    <section className="panel" aria-labelledby={name}>
      <h2 id={name}>{t(`counts:readers.${name}.title`)}</h2>
      <p className="hint">{t(`counts:readers.${name}.hint`)}</p>
      {rows.length === 0 ? (
        <p>{t(`counts:readers.${name}.none`)}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              <th scope="col">{t("counts:readers.page")}</th>
              <th scope="col">{t("counts:readers.from_search.times")}</th>
              <th scope="col">{t("counts:readers.went_on.times")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.target} ${row.id}`} {...row} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ target, fromSearch, wentOn, ...page }: PageReaders) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <tr>
      <th scope="row">
        <a
          href={target === "ticket" ? ticketPath(page) : articlePath(page)}
          lang={page.language === locale ? undefined : page.language}
        >
          {page.title}
        </a>
        <span className="searched-words__verbs hint">
          {target === "ticket" ? t("tickets:number", { number: page.id }) : t("search:article")}
        </span>
      </th>
      <td>{fromSearch}</td>
      <td>{wentOn}</td>
    </tr>
  );
}
