import { Moment } from "~/components/moment.tsx";
import { tookWords } from "~/i18n/durations.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketPath } from "~/urls.ts";
import { KindMark } from "./kind-mark.tsx";
import { StatusBadge } from "./status-badge.tsx";
import type { TicketCardView } from "./ticket-card.ts";

/** A list of tickets: the question and, where wanted, the first words of the answer. */
export function TicketList({
  tickets,
  headings,
  withAnswers,
}: {
  tickets: TicketCardView[];
  headings: "h2" | "h3";
  withAnswers: boolean;
}) {
  return (
    <ul className="ticket-list">
      {tickets.map((ticket) => (
        <TicketCard key={ticket.id} ticket={ticket} heading={headings} withAnswer={withAnswers} />
      ))}
    </ul>
  );
}

function TicketCard({
  ticket,
  heading: Heading,
  withAnswer,
}: {
  ticket: TicketCardView;
  heading: "h2" | "h3";
  withAnswer: boolean;
}) {
  const t = useWords();
  const { locale } = useLanguage();
  const lang = ticket.language === locale ? undefined : ticket.language;
  return (
    <li className={withAnswer ? "ticket-card" : "ticket-card ticket-card--votes"}>
      <KindMark kind={ticket.kind} />
      <div>
        <Heading className="ticket-card__title">
          <a href={ticketPath(ticket)} lang={lang}>
            {ticket.title}
          </a>
        </Heading>
        {withAnswer && ticket.answer && (
          <p className="ticket-card__answer hint" lang={lang}>
            {ticket.answer.excerpt}
          </p>
        )}
        <p className="ticket-card__meta meta">
          <StatusBadge status={ticket.status} />
          {ticket.isPrivate && <span>{t("tickets:private")}</span>}
          {ticket.answeredInMs !== null && (
            <span className={withAnswer ? undefined : "by-team"}>
              {t(withAnswer ? "tickets:answered_in" : "tickets:by_team", { took: tookWords(ticket.answeredInMs, t) })}
            </span>
          )}
          {ticket.category && <span>{ticket.category}</span>}
          {ticket.replyCount > 0 && <span>{t("tickets:answers", { count: ticket.replyCount })}</span>}
          {withAnswer && ticket.voteCount > 0 && <span>{voteWords(ticket, t)}</span>}
          <span>{t("tickets:number", { number: ticket.id })}</span>
          {!withAnswer && <Moment at={ticket.createdAt} day />}
        </p>
      </div>
      {!withAnswer && ticket.voteCount > 0 && (
        <p className="ticket-card__votes">
          <small>{voteWords(ticket, t)}</small>
        </p>
      )}
    </li>
  );
}

function voteWords({ kind, voteCount }: TicketCardView, t: ReturnType<typeof useWords>): string {
  return t(kind === "problem" ? "tickets:me_too" : "tickets:votes", { count: voteCount });
}
