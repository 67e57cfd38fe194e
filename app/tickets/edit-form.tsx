import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextArea, TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { FilesField } from "~/files/files-field.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { SecretQuestion } from "~/secrets/secret-question.tsx";
import { ticketPath } from "~/urls.ts";
import type { FormAgain } from "./form-again.ts";
import type { ReplyView, TicketView } from "./ticket-page.ts";

/** Mend a ticket's title and text, in its place. */
export function EditTicketForm({ ticket, again }: { ticket: TicketView; again?: FormAgain }) {
  const t = useWords();
  const errors = again?.errors ?? [];
  return (
    <PostForm className="edit-form" action={ticketPath(ticket, { query: "edit=ticket" })} encType="multipart/form-data">
      <ErrorSummary errors={errors} />
      <TextField
        id="title"
        label={t("tickets:new.title_label")}
        defaultValue={again?.typed.title ?? ticket.title}
        errors={errors}
      />
      <TextArea
        id="body"
        label={t("tickets:new.body")}
        defaultValue={again?.typed.body ?? ticket.body ?? ""}
        errors={errors}
      />
      <FilesField id="edit-files" kept={again?.files} present={ticket.files} errors={errors} />
      <AskedSecrets ticket={ticket} again={again} />
      <EditButtons ticket={ticket} />
    </PostForm>
  );
}

/** Mend a reply's text, in its place. */
export function EditReplyForm({ ticket, reply, again }: { ticket: TicketView; reply: ReplyView; again?: FormAgain }) {
  const t = useWords();
  const errors = again?.errors ?? [];
  return (
    <PostForm
      className="edit-form"
      action={ticketPath(ticket, { query: `edit=${reply.id}` })}
      encType="multipart/form-data"
    >
      <ErrorSummary errors={errors} />
      <input type="hidden" name="reply" value={reply.id} />
      <TextArea
        id="body"
        label={t("tickets:reply.body")}
        defaultValue={again?.typed.body ?? reply.body ?? ""}
        errors={errors}
      />
      <FilesField id="edit-files" kept={again?.files} present={reply.files} errors={errors} />
      <AskedSecrets ticket={ticket} again={again} />
      <EditButtons ticket={ticket} />
    </PostForm>
  );
}

function AskedSecrets({ ticket, again }: { ticket: TicketView; again?: FormAgain }) {
  if (!again?.secrets) return null;
  return <SecretQuestion kinds={again.secrets} verb="edit" canBePrivate={ticket.rights.isAuthor} />;
}

function EditButtons({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  return (
    <div className="buttons">
      <button className="button" type="submit" name="intent" value="edit">
        {t("tickets:reply.save")}
      </button>
      <a href={ticketPath(ticket)}>{t("tickets:reply.cancel")}</a>
    </div>
  );
}
