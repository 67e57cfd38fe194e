import { Moment } from "~/components/moment.tsx";
import { RawHtml } from "~/components/raw-html.tsx";
import { Attachments } from "~/files/attachments.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketPath } from "~/urls.ts";
import { useAuthorName } from "./author-name.tsx";
import type { FormAgain } from "./form-again.ts";
import { Reply } from "./reply.tsx";
import { TicketEvent } from "./ticket-event.tsx";
import type { MergedView, TicketView } from "./ticket-page.ts";

interface Props {
  ticket: TicketView;
  editing?: number;
  again?: FormAgain;
}

/** Replies and history in time. The pinned reply stands above; its place in time keeps the line that points to it. */
export function Thread({ ticket, editing, again }: Props) {
  const entries = ticket.entries.filter((entry) => entry.type === "event" || entry.id !== ticket.pinned?.id);
  if (entries.length === 0) return null;
  return (
    <ol className="thread__list">
      {entries.map((entry) => (
        <li key={`${entry.type} ${entry.id}`}>
          {entry.type === "reply" ? (
            <Reply ticket={ticket} reply={entry} editing={editing} again={again} />
          ) : (
            <TicketEvent ticket={ticket} event={entry} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** What the ticket says; on later pages of its thread its first words, and the way to the whole. */
export function TicketText({ ticket, lang }: { ticket: TicketView; lang?: string }) {
  const t = useWords();
  if (ticket.isFirstPage) {
    return (
      <>
        <RawHtml html={ticket.html} lang={lang} />
        <Attachments files={ticket.files} html={ticket.html} />
      </>
    );
  }
  return (
    <div className="body" lang={lang}>
      <p>
        {ticket.excerpt} <a href={ticketPath(ticket)}>{t("tickets:page.first")}</a>
      </p>
    </div>
  );
}

/** Above a later page of the thread: the page before it. */
export function EarlierReplies({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  if (ticket.isFirstPage) return null;
  const query = ticket.previous === null ? undefined : `after=${ticket.previous}`;
  return (
    <nav className="pagination buttons" aria-label={t("tickets:page.earlier")}>
      <a className="button button--quiet" rel="prev" href={ticketPath(ticket, { query })}>
        {t("tickets:page.earlier")}
      </a>
    </nav>
  );
}

export function ThreadPages({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  if (ticket.isFirstPage && ticket.next === null) return null;
  return (
    <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
      {!ticket.isFirstPage && <a href={ticketPath(ticket)}>{t("tickets:page.first")}</a>}
      {ticket.next !== null && (
        <a className="button button--quiet" rel="next" href={ticketPath(ticket, { query: `after=${ticket.next}` })}>
          {t("tickets:page.next")}
        </a>
      )}
    </nav>
  );
}

/** What was written in a duplicate stays readable here. */
export function MergedTickets({ merged }: { merged: MergedView[] }) {
  return merged.map((ticket) => <MergedTicket key={ticket.id} ticket={ticket} />);
}

function MergedTicket({ ticket }: { ticket: MergedView }) {
  const t = useWords();
  const { locale } = useLanguage();
  const authorName = useAuthorName();
  return (
    <details className="merged">
      <summary>
        {t("tickets:page.merged_from", { number: ticket.id })}:{" "}
        <span lang={ticket.language === locale ? undefined : ticket.language}>{ticket.title}</span>
      </summary>
      <p className="meta">
        <span>{authorName({ name: ticket.authorName, isTeam: false, isRequester: true })}</span>{" "}
        <Moment at={ticket.createdAt} />
      </p>
      <RawHtml html={ticket.html} lang={ticket.language === locale ? undefined : ticket.language} />
      <Attachments files={ticket.files} html={ticket.html} />
    </details>
  );
}
