import { CallToActionAtEnd } from "~/components/call-to-action.tsx";
import { Moment } from "~/components/moment.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useSite } from "~/components/site-context.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import type { OwnFollow } from "~/mail/own-follow.ts";
import type { OwnPush } from "~/push/own-push.ts";
import { newTicketPath, ticketPath, ticketReportPath, ticketsPath } from "~/urls.ts";
import { AskedFrom } from "./asked-from.tsx";
import { useAuthorName } from "./author-name.tsx";
import { AuthorTools, IntentButton, PublicationQuestion } from "./author-tools.tsx";
import { EditTicketForm } from "./edit-form.tsx";
import { FollowPanel } from "./follow-panel.tsx";
import type { FormAgain } from "./form-again.ts";
import { KindMark } from "./kind-mark.tsx";
import { Reply } from "./reply.tsx";
import { ReplyForm } from "./reply-form.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { EarlierReplies, MergedTickets, Thread, ThreadPages, TicketText } from "./thread.tsx";
import { TicketAside } from "./ticket-aside.tsx";
import type { TicketView } from "./ticket-page.ts";
import { canManage } from "./viewing.ts";
import { TicketVote } from "./vote-button.tsx";

export interface TicketPageProps {
  ticket: TicketView;
  visitorName: string | null;
  /** Only the author's page has it. */
  secretToken: string | null;
  editing: { ticket: boolean; reply?: number };
  /** A reply that waits for a look was just sent from here. */
  isReplyHeld: boolean;
  /** How this browser follows it by mail. */
  follow: OwnFollow | null;
  /** How it does so by itself. */
  push: OwnPush;
  again?: FormAgain;
}

/** A ticket's page as visitors and its author see it. */
export function TicketArticle({
  ticket,
  visitorName,
  secretToken,
  editing,
  follow,
  push,
  again,
  ...page
}: TicketPageProps) {
  const t = useWords();
  const { hasMail } = useSite().site;
  const isRemoved = ticket.removed !== null;
  const ofReply = again && again.intent !== "edit" ? again : undefined;
  return (
    <div className="wrap page page--aside">
      <main id="main" tabIndex={-1}>
        <div className="thread">
          <Breadcrumbs ticket={ticket} />
          <TicketHead ticket={ticket} />
          <TicketState ticket={ticket} />
          <article className="ticket" id="ticket" aria-labelledby="ticket-heading">
            <h2 className="vh" id="ticket-heading">
              {t("tickets:ticket")}
            </h2>
            {editing.ticket && ticket.body !== null ? (
              <EditTicketForm ticket={ticket} again={again} />
            ) : (
              <TicketText ticket={ticket} />
            )}
            {!isRemoved && <TicketVote ticket={ticket} />}
          </article>
          {secretToken && !isRemoved && <AuthorTools ticket={ticket} secretToken={secretToken} />}
          <MergedTickets merged={ticket.merged} />
          {ticket.pinned && ticket.isFirstPage && (
            <Reply ticket={ticket} reply={ticket.pinned} editing={editing.reply} again={again} />
          )}
          {ticket.entries.length > 0 && (
            <div className="section-head">
              <h2 id="replies">{t("tickets:page.discussion")}</h2>
            </div>
          )}
          <EarlierReplies ticket={ticket} />
          <Thread ticket={ticket} editing={editing.reply} again={again} />
          <ThreadPages ticket={ticket} />
          {isAnswered(ticket) && <CallToActionAtEnd />}
          {!isRemoved && (
            <ReplyForm
              ticket={ticket}
              visitorName={visitorName}
              isReplyHeld={page.isReplyHeld}
              offersMail={hasMail && !follow}
              again={ofReply}
            />
          )}
        </div>
      </main>
      <TicketAside ticket={ticket}>
        {!isRemoved && <FollowPanel ticket={ticket} follow={follow} push={push} />}
      </TicketAside>
    </div>
  );
}

/** Whoever read the answer may want the product now. */
function isAnswered({ kind, status, pinned, visibility, removed }: TicketView): boolean {
  const isSolved = status.phase === "done" || pinned !== null;
  return isSolved && kind !== "thanks" && visibility === "public" && removed === null;
}

function Breadcrumbs({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  return (
    <nav className="breadcrumbs hint" aria-label={t("tickets:page.path")}>
      <ol>
        <li>
          <a href={ticketsPath()}>{t("tickets:list.title")}</a>
        </li>
        <li>
          <a href={ticketsPath({ kind: ticket.kind })}>{t(`tickets:kinds.${ticket.kind}`)}</a>
        </li>
        {ticket.category && (
          <li>
            <a href={ticketsPath({ category: ticket.category.slug })}>{ticket.category.name}</a>
          </li>
        )}
        <li>{t("tickets:number", { number: ticket.id })}</li>
      </ol>
    </nav>
  );
}

function TicketHead({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  const { locale } = useLanguage();
  const authorName = useAuthorName();
  const lang = ticket.language === locale ? undefined : ticket.language;
  return (
    <div className="ticket-head">
      <h1 className="ticket-head__title" lang={lang}>
        <KindMark kind={ticket.kind} /> {ticket.title}
      </h1>
      <p className="meta">
        <span>{authorName(ticket.author)}</span> <Moment at={ticket.createdAt} />
        {ticket.editedAt !== null && (
          <span>
            {t("tickets:page.edited", { date: "" })}
            <Moment at={ticket.editedAt} day />
          </span>
        )}
        {ticket.removed === null && <a href="#reply-form">{t("tickets:page.reply_link")}</a>}
        {ticket.removed === null && !canManage(ticket.rights) && (
          <a href={ticketReportPath(ticket)} rel="nofollow">
            {t("tickets:report")}
          </a>
        )}
      </p>
    </div>
  );
}

const removedWords = { by_author: "removed_own", by_team: "removed_team", spam: "removed_spam" } as const;

/** The status with its reason, and what only its author must know. */
function TicketState({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  return (
    <>
      <div className="status-line">
        <StatusBadge status={ticket.status} />
        {ticket.statusReason && (
          <p>
            {ticket.statusReason}{" "}
            <span className="hint">
              {ticket.statusBy && `${ticket.statusBy}, `}
              <Moment at={ticket.statusChangedAt} day />
            </span>
          </p>
        )}
      </div>
      {ticket.askedFrom && <AskedFrom article={ticket.askedFrom} />}
      {ticket.removed && (
        <PostForm action={ticketPath(ticket)}>
          <Notice>{t(`tickets:page.${removedWords[ticket.removed.as]}`)}</Notice>
          {ticket.removed.as === "by_author" && ticket.rights.isAuthor && (
            <p className="buttons">
              <IntentButton intent="restore">{t("tickets:tools.restore")}</IntentButton>
            </p>
          )}
        </PostForm>
      )}
      {ticket.isHeld && <Notice>{t("tickets:page.held")}</Notice>}
      {ticket.visibility === "private" && <Notice>{t("tickets:page.private_note")}</Notice>}
      {ticket.publicationAskedAt !== null && ticket.rights.isAuthor && <PublicationQuestion ticket={ticket} />}
    </>
  );
}

/** The empty end of a page that leads on. */
export function WriteUs() {
  const t = useWords();
  return (
    <p className="buttons">
      <a className="button" href={newTicketPath()}>
        {t("site:write_us")}
      </a>
    </p>
  );
}
