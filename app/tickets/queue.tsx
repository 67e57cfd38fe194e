import { useSite } from "~/components/site-context.tsx";
import { durationWords } from "~/i18n/durations.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { type QueueFilter as Address, deskThanksPath, queuePath, ticketPath } from "~/urls.ts";
import { KindMark } from "./kind-mark.tsx";
import { type QueueRow, type QueueView, queueViews } from "./queue-view.ts";
import { StatusBadge } from "./status-badge.tsx";
import { kinds } from "./ticket.ts";

export interface QueueProps {
  filter: Address & { view: QueueView };
  counts: Record<QueueView, number>;
  tickets: QueueRow[];
  next: string | null;
  isByWaiting: boolean;
  ticketsPerThanks: number;
  now: number;
}

/** What waits for the team, longest waiting first, and the other views of the desk. */
export function Queue({ filter, counts, tickets, next, isByWaiting, ticketsPerThanks, now }: QueueProps) {
  const t = useWords();
  const { answerPace } = useSite().site;
  return (
    <div className="desk-body">
      <QueueViews filter={filter} counts={counts} />
      <main id="main" tabIndex={-1} className="desk-main">
        <div className="desk-head">
          <h1>{t(`desk:queue.view.${filter.view}`)}</h1>
          <p className="hint">
            {counts[filter.view] > 0 && t("desk:queue.summary", { count: counts[filter.view] })}{" "}
            {answerPace && t("desk:queue.pace", { duration: durationWords(answerPace.medianMs, t, "alone") })}{" "}
            <a href={deskThanksPath()}>
              {ticketsPerThanks > 0
                ? `1 ${t("site:home.thanks_ratio", { count: ticketsPerThanks })}`
                : t("site:thanks")}
            </a>
          </p>
        </div>
        <div className="queue-tools">
          <p className="hint">{t(isByWaiting ? "desk:queue.longest" : "desk:queue.newest")}</p>
        </div>
        {tickets.length > 0 ? (
          <ol className="queue">
            {tickets.map((ticket) => (
              <Row key={ticket.id} ticket={ticket} now={now} />
            ))}
          </ol>
        ) : (
          <div className="empty-state">
            <h2>{t(filter.view === "waiting" ? "desk:queue.empty_title" : "desk:queue.empty_view_title")}</h2>
            <p>{t(filter.view === "waiting" ? "desk:queue.empty_text" : "desk:queue.empty_view")}</p>
          </div>
        )}
        {(next || filter.after) && (
          <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
            {filter.after && (
              <a className="button button--quiet" href={queuePath({ ...filter, after: undefined })}>
                {t("desk:queue.first_page")}
              </a>
            )}
            {next && (
              <a className="button button--quiet" rel="next" href={queuePath({ ...filter, after: next })}>
                {t("desk:queue.next")}
              </a>
            )}
          </nav>
        )}
      </main>
    </div>
  );
}

function QueueViews({ filter, counts }: Pick<QueueProps, "filter" | "counts">) {
  const t = useWords();
  const { site } = useSite();
  const address = { view: filter.view, kind: filter.kind, category: filter.category };
  const viewLinks = (views: readonly QueueView[]) =>
    views.map((view) => ({
      label: t(`desk:queue.view.${view}`),
      href: queuePath({ ...address, view: view === "waiting" ? undefined : view }),
      isCurrent: filter.view === view,
      count: view === "all" || view === "removed" ? undefined : counts[view],
    }));
  return (
    <nav className="desk-views" aria-label={t("desk:queue.views")}>
      <Links title={t("desk:queue.group_queue")} links={viewLinks(queueViews.slice(0, 5))} />
      <Links title={t("desk:queue.group_later")} links={viewLinks(queueViews.slice(5))} />
      <Links
        title={t("desk:queue.group_kind")}
        links={[
          {
            label: t("desk:queue.any"),
            href: queuePath({ ...address, kind: undefined }),
            isCurrent: !filter.kind,
          },
          ...kinds.map((kind) => ({
            label: t(`tickets:kinds.${kind}`),
            href: queuePath({ ...address, kind }),
            isCurrent: filter.kind === kind,
          })),
        ]}
      />
      {site.categories.length > 0 && (
        <Links
          title={t("desk:queue.group_category")}
          links={[
            {
              label: t("desk:queue.any"),
              href: queuePath({ ...address, category: undefined }),
              isCurrent: !filter.category,
            },
            ...site.categories.map(({ slug, name }) => ({
              label: name,
              href: queuePath({ ...address, category: slug }),
              isCurrent: filter.category === slug,
            })),
          ]}
        />
      )}
    </nav>
  );
}

function Links({
  title,
  links,
}: {
  title: string;
  links: { label: string; href: string; isCurrent: boolean; count?: number }[];
}) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {links.map(({ label, href, isCurrent, count }) => (
          <li key={href}>
            <a href={href} aria-current={isCurrent ? "true" : undefined}>
              {label} {count !== undefined && <small>{count > 999 ? "999+" : count}</small>}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Row({ ticket, now }: { ticket: QueueRow; now: number }) {
  const t = useWords();
  const { locale } = useLanguage();
  const extra = [
    t("tickets:number", { number: ticket.id }),
    ticket.isPrivate && t("desk:queue.private"),
    ticket.isHeld && t("desk:queue.held"),
    ticket.isRestricted && t("desk:queue.restricted"),
    ticket.wroteAfterClosing && t("desk:queue.wrote_after_closing"),
  ].filter(Boolean);
  return (
    <li className="queue-row">
      <KindMark kind={ticket.kind} />
      <p className="queue-row__title">
        <a href={ticketPath(ticket)} lang={ticket.language === locale ? undefined : ticket.language}>
          {ticket.title}
        </a>
      </p>
      <div className="queue-row__facts">
        <p className="queue-row__extra">{extra.join(", ")}</p>
        <p className="queue-row__status">
          <StatusBadge status={ticket.status} />
        </p>
        <p className="queue-row__category">{ticket.category}</p>
        <p className="queue-row__assignee">{ticket.assignee ?? t("desk:queue.nobody")}</p>
      </div>
      <p className="queue-row__wait">
        {ticket.waitingSince !== null && (
          <>
            <span className="vh">{t("desk:queue.waits")}</span>{" "}
            {durationWords(Math.max(0, now - ticket.waitingSince), t, "short")}
          </>
        )}
      </p>
    </li>
  );
}
