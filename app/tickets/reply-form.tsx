import { Choice } from "~/components/choice.tsx";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextArea, TextField } from "~/components/field.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { Preview } from "~/components/preview.tsx";
import { Attachments } from "~/files/attachments.tsx";
import { FilesField } from "~/files/files-field.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { SecretQuestion } from "~/secrets/secret-question.tsx";
import { ticketPath } from "~/urls.ts";
import { Decoy } from "./decoy.tsx";
import { emailInput } from "./follow-panel.tsx";
import type { FormAgain } from "./form-again.ts";
import type { TicketView } from "./ticket-page.ts";
import { isRequester } from "./viewing.ts";

/** The form below a ticket for those who are not the team. */
export function ReplyForm({
  ticket,
  visitorName,
  isReplyHeld,
  offersMail,
  again,
}: {
  ticket: TicketView;
  visitorName: string | null;
  /** The one before waits for a look, and stands here for who kept our cookie only. */
  isReplyHeld: boolean;
  /** Its news can be mailed, and is not yet. An author is asked beside the ticket, with no need to write. */
  offersMail: boolean;
  again?: FormAgain;
}) {
  const t = useWords();
  const { typed = {}, errors = [] } = again ?? {};
  const isOwn = isRequester(ticket.rights);
  const asksIfSolved = isOwn && ticket.status.phase === "done" && ticket.kind !== "thanks";
  // In a private ticket its author speaks with the team alone.
  const asksKind = !asksIfSolved && ticket.visibility === "public";
  return (
    <PostForm
      className="reply-form"
      id="reply-form"
      action={`${ticketPath(ticket)}#reply-form`}
      draft="reply"
      encType="multipart/form-data"
    >
      <ErrorSummary errors={errors} />
      <h2>{t("tickets:reply.title")}</h2>
      {isReplyHeld && !again && (
        <div data-draft-sent>
          <Notice title={t("tickets:reply.held_title")}>{t("tickets:reply.held")}</Notice>
        </div>
      )}
      {ticket.status.phase === "closed" && <p className="hint">{t("tickets:reply.closed")}</p>}
      {again?.needsPress && <Notice>{t("tickets:reply.needs_press")}</Notice>}
      <Preview html={again?.preview}>
        <Attachments files={again?.files} />
      </Preview>
      {again?.secrets && <SecretQuestion kinds={again.secrets} verb="reply" canBePrivate={ticket.rights.isAuthor} />}
      {asksIfSolved && (
        <Choice
          id="reply-outcome"
          legend={t("tickets:reply.outcome")}
          layout="two"
          value={typed["reply-outcome"] ?? "saying"}
          options={["saying", "unsolved"].map((value) => ({ value, label: t(`tickets:reply.${value}`) }))}
        />
      )}
      {asksKind ? (
        <Choice
          id="reply-kind"
          legend={t("tickets:reply.kind")}
          layout="two"
          value={typed["reply-kind"] ?? (isOwn ? "comment" : "answer")}
          options={["answer", "comment"].map((value) => ({ value, label: t(`tickets:reply.${value}`) }))}
        />
      ) : (
        <input type="hidden" name="reply-kind" value="comment" />
      )}
      <TextArea
        id="reply-body"
        label={t("tickets:reply.body")}
        hint={t("forms:markdown_hint")}
        defaultValue={typed["reply-body"] ?? ""}
        errors={errors}
      />
      <FilesField kept={again?.files} errors={errors} />
      <TextField
        id="reply-name"
        label={t("tickets:reply.name")}
        isOptional
        isHalf
        autoComplete="name"
        defaultValue={typed["reply-name"] ?? visitorName ?? ""}
        errors={errors}
      />
      {offersMail && !ticket.rights.isAuthor && (
        <TextField
          {...emailInput}
          id="reply-email"
          label={t("mail:field.label")}
          hint={t("mail:field.hint")}
          isOptional
          isHalf
          defaultValue={typed["reply-email"] ?? ""}
          errors={errors}
        />
      )}
      <Decoy />
      <div className="buttons">
        <button className="button" type="submit" name="intent" value="reply">
          {t("tickets:reply.send")}
        </button>
        <button className="button button--quiet" type="submit" name="intent" value="preview">
          {t("tickets:reply.preview")}
        </button>
      </div>
    </PostForm>
  );
}
