import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { replyPath } from "~/urls.ts";
import { StatusBadge } from "./status-badge.tsx";
import { type EventView, isOnThisPage, type TicketView } from "./ticket-page.ts";

/** A line of history: who, what, when, and why on a line of its own. */
export function TicketEvent({ ticket, event }: { ticket: TicketView; event: EventView }) {
  const t = useWords();
  const place = (reply = 0) => (isOnThisPage(ticket, reply) ? `#reply-${reply}` : replyPath(ticket, reply));
  const { details } = event;
  const who = event.agentName ?? t(event.byVisitor ? "tickets:event.author" : "tickets:event.site");
  const what = details.byReply ? "status_by_reply" : event.event;
  return (
    <p className="ticket-event hint">
      <b>{who}</b> {t(`tickets:event.${what}`, { ...details, number: details.ticket })}{" "}
      {event.event === "official" && <a href={place(details.reply)}>{t("tickets:event.official_link")}</a>}
      {event.event === "accepted" && <a href={place(details.reply)}>#{details.reply}</a>}
      {event.event === "duplicate_of" && (
        <a href={`/tickets/${details.ticket}`}>{t("tickets:number", { number: details.ticket })}</a>
      )}
      {event.status && <StatusBadge status={event.status} />} <Moment at={event.createdAt} />
      {event.reason && <span className="ticket-event__reason">{event.reason}</span>}
    </p>
  );
}
