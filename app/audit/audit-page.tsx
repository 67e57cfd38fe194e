import { SelectField } from "~/components/field.tsx";
import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { auditPath, peoplePath } from "~/urls.ts";
import type { AuditFilter } from "./audit-filter.ts";
import type { AuditRow } from "./audit-row.ts";
import { AuditSubject } from "./audit-subject.tsx";
import { areas } from "./deed.ts";

interface AuditPageProps {
  rows: AuditRow[];
  next: number | null;
  filter: AuditFilter;
  people: { id: number; name: string }[];
}

/** What the team did, newest first. */
export function AuditPage({ rows, next, filter, people }: AuditPageProps) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <div className="desk-head">
          <h1>{t("audit:title")}</h1>
          <p>
            <a href={peoplePath()}>{t("people:page.title")}</a>
          </p>
        </div>
        <p className="lede">{t("audit:lede")}</p>
        <Filter filter={filter} people={people} />
        {rows.length === 0 ? (
          <div className="empty-state">
            <h2>{t("audit:empty_title")}</h2>
            <p>{t("audit:empty")}</p>
          </div>
        ) : (
          <ol className="audit-log">
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ol>
        )}
        {(next || filter.before) && (
          <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
            {filter.before && (
              <a className="button button--quiet" href={auditPath({ ...filter, before: undefined })}>
                {t("audit:first_page")}
              </a>
            )}
            {next && (
              <a className="button button--quiet" rel="next" href={auditPath({ ...filter, before: next })}>
                {t("audit:next")}
              </a>
            )}
          </nav>
        )}
      </main>
    </div>
  );
}

function Row({ row }: { row: AuditRow }) {
  const t = useWords();
  return (
    <li>
      <small>
        <Moment at={row.at} />
      </small>
      <b>{row.who ?? t("audit:command")}</b>
      <span>
        {t(`audit:deed.${row.deed}`)}
        <AuditSubject row={row} />
      </span>
    </li>
  );
}

function Filter({ filter, people }: Pick<AuditPageProps, "filter" | "people">) {
  const t = useWords();
  return (
    <form className="audit-filter buttons" method="get" action={auditPath()}>
      <SelectField
        id="who"
        label={t("audit:column.who")}
        defaultValue={filter.who}
        options={[
          { value: "", label: t("audit:everybody") },
          ...people.map(({ id, name }) => ({ value: String(id), label: name })),
          { value: "command", label: t("audit:command") },
        ]}
      />
      <SelectField
        id="area"
        label={t("audit:column.about")}
        defaultValue={filter.area}
        options={[
          { value: "", label: t("audit:everything") },
          ...areas.map((area) => ({ value: area, label: t(`audit:area.${area}`) })),
        ]}
      />
      <button type="submit" className="button button--quiet">
        {t("audit:show")}
      </button>
    </form>
  );
}
