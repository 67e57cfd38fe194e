import type { ReactNode } from "react";
import { tookWords } from "~/i18n/durations.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { ticketsPath } from "~/urls.ts";
import { LinkedArticles } from "./linked-articles.tsx";
import { StatusBadge } from "./status-badge.tsx";
import type { TicketView } from "./ticket-page.ts";

/** Where the ticket stands, beside it. */
export function TicketAside({ ticket, children }: { ticket: TicketView; children?: ReactNode }) {
  const t = useWords();
  // What waits for a look, or was taken away, its author still reads here.
  const isSeenByAll = ticket.visibility === "public" && !ticket.isHeld && !ticket.removed;
  return (
    <aside aria-label={t("tickets:page.about")}>
      <section className="panel" aria-labelledby="state">
        <h2 id="state">{t("tickets:page.facts")}</h2>
        <dl>
          <dt>{t("tickets:page.status")}</dt>
          <dd>
            <StatusBadge status={ticket.status} />
          </dd>
          {ticket.assignee && (
            <>
              <dt>{t("tickets:page.assignee")}</dt>
              <dd>{ticket.assignee}</dd>
            </>
          )}
          {ticket.firstAnswerMs !== null && (
            <>
              <dt>{t("tickets:page.first_answer")}</dt>
              <dd>{tookWords(ticket.firstAnswerMs, t)}</dd>
            </>
          )}
          {ticket.category && (
            <>
              <dt>{t("tickets:page.category")}</dt>
              <dd>
                <a href={ticketsPath({ category: ticket.category.slug })}>{ticket.category.name}</a>
              </dd>
            </>
          )}
          <dt>{t("tickets:page.who_sees")}</dt>
          <dd>{t(isSeenByAll ? "tickets:page.everyone" : "tickets:page.only_you")}</dd>
        </dl>
      </section>
      {children}
      <LinkedArticles articles={ticket.articles} />
    </aside>
  );
}
