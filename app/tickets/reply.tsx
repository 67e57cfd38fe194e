import { Moment } from "~/components/moment.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { RawHtml } from "~/components/raw-html.tsx";
import { Attachments } from "~/files/attachments.tsx";
import { tookWords } from "~/i18n/durations.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketPath, ticketReportPath } from "~/urls.ts";
import { useAuthorName } from "./author-name.tsx";
import { EditReplyForm } from "./edit-form.tsx";
import type { FormAgain } from "./form-again.ts";
import { solvedStatus } from "./ticket.ts";
import { isOnThisPage, type ReplyView, type TicketView } from "./ticket-page.ts";
import { canAccept } from "./viewing.ts";
import { ReplyVote } from "./vote-button.tsx";

interface Props {
  ticket: TicketView;
  reply: ReplyView;
  /** The reply that is being edited, in its place. */
  editing?: number;
  again?: FormAgain;
}

/** A reply; the team's and the official one look their part. */
export function Reply({ ticket, reply, editing, again }: Props) {
  const t = useWords();
  const { locale } = useLanguage();
  const authorName = useAuthorName();
  const isNote = reply.kind === "note";
  const className = [
    "reply",
    isNote ? "note" : reply.author.isTeam && "team",
    reply.isOfficial && "reply--official",
    reply.isAccepted && "reply--accepted",
    reply.isRemoved && "reply--removed",
  ];
  return (
    <article
      className={className.filter(Boolean).join(" ")}
      id={`reply-${reply.id}`}
      aria-labelledby={`reply-${reply.id}-author`}
      lang={reply.language === locale ? undefined : reply.language}
    >
      {reply.isOfficial && <h2 className="reply__ribbon">{t("tickets:page.official")}</h2>}
      {isNote && <p className="note__stamp">{t("desk:answer.note_stamp")}</p>}
      {reply.isRemoved && <p className="note__stamp">{t("desk:answer.removed_stamp")}</p>}
      <p className="meta">
        <span className="reply__author" id={`reply-${reply.id}-author`}>
          {authorName(reply.author)}
        </span>
        {reply.author.isRequester && <span>{t("tickets:requester")}</span>}
        {reply.answerMs !== null && <span>{t("tickets:answered_in", { took: tookWords(reply.answerMs, t) })}</span>}
        {reply.originTicket !== null && <span>{t("tickets:page.from_ticket", { number: reply.originTicket })}</span>}
        <a href={`#reply-${reply.id}`}>
          <Moment at={reply.createdAt} />
        </a>
        {reply.editedAt !== null && (
          <span>
            {t("tickets:page.edited", { date: "" })}
            <Moment at={reply.editedAt} day />
          </span>
        )}
        {reply.inReplyTo !== null && <InReplyTo ticket={ticket} id={reply.inReplyTo} />}
      </p>
      {reply.isAccepted && <p className="reply__accepted">{t("tickets:page.accepted")}</p>}
      {reply.isHeld && <Notice>{t("tickets:page.reply_held")}</Notice>}
      {reply.isRestricted && ticket.rights.isAgent && <Notice>{t("desk:ticket.restricted")}</Notice>}
      {editing === reply.id && reply.body !== null ? (
        <EditReplyForm ticket={ticket} reply={reply} again={again} />
      ) : (
        <>
          {reply.html && <RawHtml html={reply.html} isUnvouched={reply.isRestricted} />}
          <Attachments files={reply.files} html={reply.html} />
        </>
      )}
      {!isNote && <ReplyActions ticket={ticket} reply={reply} />}
    </article>
  );
}

/** A link where that reply is on this page too. */
function InReplyTo({ ticket, id }: { ticket: TicketView; id: number }) {
  const t = useWords();
  const words = `${t("tickets:page.in_reply_to")} #${id}`;
  return isOnThisPage(ticket, id) ? <a href={`#reply-${id}`}>{words}</a> : <span>{words}</span>;
}

function ReplyActions({ ticket, reply }: Props) {
  const t = useWords();
  const { rights } = ticket;
  const isMine = reply.isOwn || rights.isAgent;
  const isSolvable = solvedStatus(ticket.kind) !== undefined;
  return (
    <div className="buttons reply__actions">
      {reply.kind === "answer" && !reply.isRemoved && <ReplyVote ticket={ticket} reply={reply} />}
      {canAccept(rights) && isSolvable && !reply.isRemoved && (!reply.author.isRequester || reply.isAccepted) && (
        <OneButton ticket={ticket} reply={reply} intent="accept">
          {t(
            reply.isAccepted
              ? "tickets:reply.unaccept"
              : rights.isAgent
                ? "desk:answer.accept"
                : "tickets:reply.accept",
          )}
        </OneButton>
      )}
      {rights.isAgent && reply.author.isTeam && !reply.isRemoved && (
        <OneButton ticket={ticket} reply={reply} intent="official">
          {t(reply.isOfficial ? "desk:answer.unpin" : "desk:answer.pin")}
        </OneButton>
      )}
      {isMine && !reply.isRemoved && (
        <>
          <a href={ticketPath(ticket, { query: `edit=${reply.id}`, reply: reply.id })} rel="nofollow">
            {t("tickets:reply.edit")}
          </a>
          <OneButton ticket={ticket} reply={reply} intent="remove">
            {t("tickets:reply.remove")}
          </OneButton>
        </>
      )}
      {!isMine && (
        <a href={ticketReportPath(ticket, { reply: reply.id })} rel="nofollow">
          {t("tickets:report")}
        </a>
      )}
      {rights.isAgent && reply.isRemoved && (
        <OneButton ticket={ticket} reply={reply} intent="restore">
          {t("desk:ticket.restore")}
        </OneButton>
      )}
    </div>
  );
}

/** A verb of one press. What an author is asked for is a button; the rest reads as a link, quieter than the text. */
function OneButton({ ticket, reply, intent, children }: Props & { intent: string; children: string }) {
  const isAsked = intent === "accept" && !ticket.rights.isAgent;
  return (
    <PostForm action={ticketPath(ticket)}>
      <input type="hidden" name="reply" value={reply.id} />
      <button
        className={isAsked ? "button button--quiet button--small" : "link-button"}
        type="submit"
        name="intent"
        value={intent}
      >
        {children}
      </button>
    </PostForm>
  );
}
