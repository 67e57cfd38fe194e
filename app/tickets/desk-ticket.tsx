import type { ReactNode } from "react";
import { Moment } from "~/components/moment.tsx";
import { Notice } from "~/components/notice.tsx";
import { durationWords } from "~/i18n/durations.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { deskPath, ticketPath } from "~/urls.ts";
import { AnswerForm } from "./answer-form.tsx";
import { AskedFrom } from "./asked-from.tsx";
import { useAuthorName } from "./author-name.tsx";
import { DeskFacts } from "./desk-facts.tsx";
import type { DeskSide } from "./desk-side.ts";
import { EditTicketForm } from "./edit-form.tsx";
import type { FormAgain } from "./form-again.ts";
import { KindMark } from "./kind-mark.tsx";
import type { QueueRow } from "./queue-view.ts";
import { Reply } from "./reply.tsx";
import { EarlierReplies, MergedTickets, Thread, ThreadPages, TicketText } from "./thread.tsx";
import type { TicketView } from "./ticket-page.ts";

export interface DeskTicketProps extends DeskSide {
  ticket: TicketView;
  editing: { ticket: boolean; reply?: number };
  again?: FormAgain;
  /** What other rooms have to say beside it. */
  beside?: ReactNode;
}

/** A ticket as the team works on it: the queue, the thread with its notes, the answer, the facts. */
export function DeskTicket(props: DeskTicketProps) {
  const { ticket, queue, editing, again, now } = props;
  const t = useWords();
  const ofAnswer = again && ["reply", "preview", "status", "insert", "find"].includes(again.intent) ? again : undefined;
  return (
    <div className="desk-body desk-body--ticket">
      <QueueList queue={queue} current={ticket.id} now={now} />
      <main id="main" tabIndex={-1} className="desk-main">
        <TicketHead ticket={ticket} />
        <div className="desk-thread">
          <article className="reply" id="ticket" aria-labelledby="ticket-heading">
            <h2 className="vh" id="ticket-heading">
              {t("tickets:ticket")}
            </h2>
            {editing.ticket ? (
              <EditTicketForm ticket={ticket} again={again} />
            ) : (
              <TicketText ticket={ticket} lang={ticket.language} />
            )}
          </article>
          <MergedTickets merged={ticket.merged} />
          {ticket.pinned && ticket.isFirstPage && (
            <Reply ticket={ticket} reply={ticket.pinned} editing={editing.reply} again={again} />
          )}
          <EarlierReplies ticket={ticket} />
          <Thread ticket={ticket} editing={editing.reply} again={again} />
          <ThreadPages ticket={ticket} />
        </div>
        <AnswerForm ticket={ticket} again={ofAnswer} inserts={props.inserts} />
      </main>
      <DeskFacts {...props} />
    </div>
  );
}

function TicketHead({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  const { locale } = useLanguage();
  const authorName = useAuthorName();
  return (
    <>
      <h1 lang={ticket.language === locale ? undefined : ticket.language}>
        <KindMark kind={ticket.kind} /> {ticket.title}
      </h1>
      <p className="meta tight">
        <span>{t("tickets:number", { number: ticket.id })}</span> <span>{authorName(ticket.author)}</span>{" "}
        <Moment at={ticket.createdAt} />
        {ticket.editedAt !== null && (
          <span>
            {t("tickets:page.edited", { date: "" })}
            <Moment at={ticket.editedAt} day />
          </span>
        )}
        <a href={ticketPath(ticket, { query: "as=everyone" })}>{t("desk:ticket.as_everyone")}</a>
      </p>
      {ticket.askedFrom && <AskedFrom article={ticket.askedFrom} />}
      {ticket.removed && <Notice>{t("desk:ticket.removed")}</Notice>}
      {ticket.visibility === "private" && <Notice>{t("desk:ticket.private")}</Notice>}
      {ticket.isHeld && <Notice>{t("desk:ticket.held")}</Notice>}
      {ticket.isRestricted && <Notice>{t("desk:ticket.restricted")}</Notice>}
    </>
  );
}

function QueueList({ queue, current, now }: { queue: QueueRow[]; current: number; now: number }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <nav className="desk-list" aria-label={t("desk:queue.title")}>
      <h2>
        <a href={deskPath()}>{t("desk:queue.view.waiting")}</a>
      </h2>
      <ol>
        {queue.map((ticket) => (
          <li key={ticket.id}>
            <a
              href={ticketPath(ticket)}
              aria-current={ticket.id === current ? "page" : undefined}
              lang={ticket.language === locale ? undefined : ticket.language}
            >
              <KindMark kind={ticket.kind} /> <span>{ticket.title}</span>{" "}
              <small lang={locale}>{durationWords(Math.max(0, now - (ticket.waitingSince ?? now)), t, "short")}</small>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
