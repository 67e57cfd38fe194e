import { TextField } from "~/components/field.tsx";
import { Notice } from "~/components/notice.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useSite } from "~/components/site-context.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { secretLinkPath, ticketPath } from "~/urls.ts";
import { SecretLink } from "./secret-link.tsx";
import { isOpen } from "./ticket.ts";
import type { TicketView } from "./ticket-page.ts";

/** What the author may do with their ticket, besides writing on. */
export function AuthorTools({ ticket, secretToken }: { ticket: TicketView; secretToken: string }) {
  const t = useWords();
  const { site } = useSite();
  const isPrivate = ticket.visibility === "private";
  const canClose = isOpen(ticket.status.phase) && ticket.kind !== "thanks";
  return (
    <details className="author-tools">
      <summary>{t("tickets:tools.title")}</summary>
      <PostForm className="buttons" action={ticketPath(ticket)}>
        <a className="button button--quiet button--small" href={ticketPath(ticket, { query: "edit=ticket" })}>
          {t("tickets:tools.edit")}
        </a>
        <IntentButton intent={isPrivate ? "make-public" : "make-private"}>
          {t(isPrivate ? "tickets:tools.make_public" : "tickets:tools.make_private")}
        </IntentButton>
        <IntentButton intent="remove">{t("tickets:tools.remove")}</IntentButton>
      </PostForm>
      {canClose && (
        <PostForm action={ticketPath(ticket)}>
          <h3>{t("tickets:tools.close_title")}</h3>
          <TextField
            id="close-reason"
            name="reason"
            label={t("tickets:tools.close_reason")}
            hint={t("tickets:tools.close_hint")}
            isOptional
          />
          <IntentButton intent="close">{t("tickets:tools.close")}</IntentButton>
        </PostForm>
      )}
      <SecretLink url={`${site.origin}${secretLinkPath(secretToken)}`} />
      <PostForm action={ticketPath(ticket)}>
        <p className="hint">{t("tickets:tools.new_link_hint")}</p>
        <IntentButton intent="new-link">{t("tickets:tools.new_link")}</IntentButton>
      </PostForm>
    </details>
  );
}

/** The team asks its author to open a private ticket. */
export function PublicationQuestion({ ticket }: { ticket: TicketView }) {
  const t = useWords();
  return (
    <PostForm action={ticketPath(ticket)}>
      <Notice>{t("tickets:page.asked_public")}</Notice>
      <p className="buttons">
        <IntentButton intent="make-public">{t("tickets:page.open_public")}</IntentButton>
        <IntentButton intent="keep-private">{t("tickets:page.keep_private")}</IntentButton>
      </p>
    </PostForm>
  );
}

export function IntentButton({ intent, children }: { intent: string; children: string }) {
  return (
    <button className="button button--quiet button--small" type="submit" name="intent" value={intent}>
      {children}
    </button>
  );
}
