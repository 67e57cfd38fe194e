import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { ticketVotePath } from "~/urls.ts";
import { isVotedOn } from "./ticket.ts";
import type { ReplyView, TicketView } from "./ticket-page.ts";

/** One press votes, the second takes it back. The public page always says "vote": whoever voted gets their own. */
export function TicketVote({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  if (!isVotedOn(ticket.kind)) return null;
  return (
    <PostForm className="ticket__actions buttons" action={ticketVotePath(ticket)}>
      <button
        className="button button--quiet vote-button"
        type="submit"
        name="intent"
        value={ticket.hasVoted ? "unvote" : "vote"}
        aria-pressed={ticket.hasVoted}
      >
        {t(`tickets:vote.${ticket.kind}`)} <b>{ticket.voteCount}</b>
      </button>
      <span className="hint">{t(ticket.hasVoted ? "tickets:vote.voted" : "tickets:vote.hint")}</span>
    </PostForm>
  );
}

export function ReplyVote({ ticket, reply }: { ticket: TicketView; reply: ReplyView }) {
  const t = useWords();
  return (
    <PostForm action={ticketVotePath(ticket)}>
      <input type="hidden" name="reply" value={reply.id} />
      <button
        className="button button--quiet button--small vote-button"
        type="submit"
        name="intent"
        value={reply.hasVoted ? "unvote" : "vote"}
        aria-pressed={reply.hasVoted}
      >
        {t("tickets:vote.reply")} <b>{reply.voteCount}</b>
      </button>
    </PostForm>
  );
}
