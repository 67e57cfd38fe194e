import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { ticketPath } from "~/urls.ts";
import type { DeskTicketProps } from "./desk-ticket.tsx";

/** What the team can do with a ticket besides answering: hide, merge, remove, and take it back. */
export function DeskVerbs(props: DeskTicketProps) {
  const { ticket, again } = props;
  const t = useWords();
  const mergeErrors = again?.intent === "merge" ? again.errors : [];
  return (
    <>
      <h2>{t("desk:ticket.do")}</h2>
      <ul className="facts__verbs">
        <li>
          <a href={ticketPath(ticket, { query: "edit=ticket" })}>{t("desk:ticket.edit")}</a>
        </li>
        {ticket.visibility === "public" ? (
          <li>
            <Verb {...props} intent="make-private">
              {t("desk:ticket.make_private")}
            </Verb>
          </li>
        ) : (
          <li>
            {ticket.publicationAskedAt === null ? (
              <Verb {...props} intent="ask-public">
                {t("desk:ticket.ask_public")}
              </Verb>
            ) : (
              t("desk:ticket.asked_public")
            )}
          </li>
        )}
        {(ticket.isHeld || ticket.isRestricted || ticket.removed?.as === "spam") && (
          <li>
            <Verb {...props} intent="fine">
              {t("desk:ticket.fine")}
            </Verb>
          </li>
        )}
        {ticket.removed === null ? (
          <li>
            <Verb {...props} intent="spam">
              {t("desk:ticket.spam")}
            </Verb>
          </li>
        ) : (
          <li>
            <Verb {...props} intent="restore">
              {t("desk:ticket.restore")}
            </Verb>
          </li>
        )}
        {ticket.merged
          .filter(({ canUndo }) => canUndo)
          .map(({ id }) => (
            <li key={id}>
              <Verb {...props} intent="unmerge" fields={{ ticket: String(id) }}>
                {`${t("desk:ticket.unmerge")} ${t("tickets:number", { number: id })}`}
              </Verb>
            </li>
          ))}
      </ul>
      {ticket.removed === null && (
        <>
          <details open={mergeErrors.length > 0}>
            <summary>{t("desk:ticket.merge")}</summary>
            <PostForm action={ticketPath(ticket)}>
              <ErrorSummary errors={mergeErrors} />
              <TextField
                id="into"
                label={t("desk:ticket.merge_into")}
                hint={t("desk:ticket.merge_hint")}
                inputMode="numeric"
                defaultValue={again?.intent === "merge" ? again.typed.into : ""}
                errors={mergeErrors}
              />
              <button className="button button--quiet button--small" type="submit" name="intent" value="merge">
                {t("desk:ticket.merge")}
              </button>
            </PostForm>
          </details>
          <details>
            <summary>{t("desk:ticket.remove")}</summary>
            <PostForm action={ticketPath(ticket)}>
              <TextField id="remove-reason" name="reason" label={t("desk:ticket.remove_reason")} isOptional />
              <button className="button button--quiet button--small" type="submit" name="intent" value="remove">
                {t("desk:ticket.remove")}
              </button>
            </PostForm>
          </details>
        </>
      )}
    </>
  );
}

/** A verb that is one button, read as a link. */
export function Verb({
  ticket,
  intent,
  fields = {},
  children,
}: DeskTicketProps & { intent: string; fields?: Record<string, string>; children: string }) {
  return (
    <PostForm action={ticketPath(ticket)}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" name="intent" value={intent}>
        {children}
      </button>
    </PostForm>
  );
}
