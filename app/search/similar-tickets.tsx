import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { StatusBadge } from "~/tickets/status-badge.tsx";
import type { TicketCardView } from "~/tickets/ticket-card.ts";
import { ticketPath } from "~/urls.ts";
import { AnsweredButton } from "./answered-button.tsx";

/** What others have asked already. It opens in place, so that nothing typed is lost. */
export function SimilarTickets({ tickets }: { tickets: TicketCardView[] }) {
  const t = useWords();
  const { locale } = useLanguage();
  if (tickets.length === 0) return null;
  return (
    <div className="similar-tickets">
      <p>{t("search:similar", { count: tickets.length })}</p>
      {tickets.map((ticket) => (
        <details key={ticket.id} lang={ticket.language === locale ? undefined : ticket.language}>
          <summary>
            {ticket.title} <StatusBadge status={ticket.status} />
          </summary>
          <div className="similar-tickets__answer">
            {ticket.answer && <p>{ticket.answer.excerpt}</p>}
            <p className="buttons" lang={locale}>
              <a href={ticketPath(ticket)}>{t("search:similar_open")}</a>{" "}
              {ticket.answer && <AnsweredButton answer={{ target: "ticket", id: ticket.id }} />}
            </p>
          </div>
        </details>
      ))}
    </div>
  );
}
