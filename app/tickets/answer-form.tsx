import { ErrorSummary } from "~/components/error-summary.tsx";
import { Field } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { Preview } from "~/components/preview.tsx";
import { useSite } from "~/components/site-context.tsx";
import { Attachments } from "~/files/attachments.tsx";
import { FilesField } from "~/files/files-field.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { ticketPath } from "~/urls.ts";
import type { FormAgain } from "./form-again.ts";
import type { Inserts } from "./insert.ts";
import { InsertBox } from "./insert-box.tsx";
import { statusView } from "./status.ts";
import { phaseOf, statusesOf } from "./ticket.ts";
import type { TicketView } from "./ticket-page.ts";

/** The team's reply, with the status that goes with it. A note turns the form yellow; the server goes by the kind. */
export function AnswerForm({ ticket, again, inserts }: { ticket: TicketView; again?: FormAgain; inserts: Inserts }) {
  const t = useWords();
  const { typed = {}, errors = [] } = again ?? {};
  const kind = typed["reply-kind"] ?? "answer";
  // Who puts something in has not read what came meanwhile.
  const seen = again?.intent === "insert" || again?.intent === "find" ? typed.seen : undefined;
  return (
    <PostForm
      className="answer-form"
      id="reply-form"
      action={`${ticketPath(ticket)}#reply-form`}
      draft="answer"
      encType="multipart/form-data"
    >
      <h2 className="vh">{t("desk:answer.title")}</h2>
      <ErrorSummary errors={errors} />
      {again?.isStale && (
        <div className="error-summary" role="alert" tabIndex={-1} data-focus>
          <h3>{t("desk:answer.stale_title")}</h3>
          <p>{t("desk:answer.stale_text")}</p>
        </div>
      )}
      <Preview html={again?.preview}>
        <Attachments files={again?.files} />
      </Preview>
      <input type="hidden" name="seen" value={seen ?? ticket.version} />
      <fieldset className="answer-form__kinds">
        <legend className="vh">{t("desk:answer.kind")}</legend>
        {(["answer", "comment", "note"] as const).map((value) => (
          <label key={value}>
            <input
              type="radio"
              id={`reply-kind-${value}`}
              name="reply-kind"
              value={value}
              defaultChecked={kind === value}
            />{" "}
            {t(`desk:answer.${value}`)}
          </label>
        ))}
        <label className="answer-form__official">
          <input type="checkbox" id="official" name="official" value="1" defaultChecked={Boolean(typed.official)} />{" "}
          {t("desk:answer.official")}
        </label>
      </fieldset>
      <Field id="reply-body" label={t("desk:answer.body")} errors={errors}>
        {(control) => <textarea name="reply-body" defaultValue={typed["reply-body"] ?? ""} {...control} />}
      </Field>
      <p className="answer-form__private">{t("desk:answer.note_hint")}</p>
      <FilesField kept={again?.files} errors={errors} />
      <InsertBox
        ticketId={ticket.id}
        inserts={again?.inserts ?? inserts}
        isOpen={again?.intent === "find"}
        used={typed.canned}
      />
      <StatusFields ticket={ticket} again={again} />
      <div className="buttons">
        <button className="button" type="submit" name="intent" value="reply">
          {t("desk:answer.send")}
        </button>
        <button className="button button--quiet" type="submit" name="intent" value="status">
          {t("desk:answer.only_status")}
        </button>
        <button className="button button--quiet" type="submit" name="intent" value="preview">
          {t("desk:answer.preview")}
        </button>
        <button className="button answer-form__keep" type="submit" name="intent" value="reply">
          {t("desk:answer.save_note")}
        </button>
      </div>
    </PostForm>
  );
}

function StatusFields({ ticket, again }: { ticket: TicketView; again?: FormAgain }) {
  const t = useWords();
  const { locale } = useLanguage();
  const { site } = useSite();
  const { typed = {}, errors = [] } = again ?? {};
  return (
    <div className="answer-form__fields">
      <Field id="status" label={t("desk:answer.status")} errors={errors}>
        {(control) => (
          <select name="status" defaultValue={typed.status ?? ""} {...control}>
            <option value="">{t("desk:answer.keep_status", { status: ticket.status.label })}</option>
            {statusesOf(ticket.kind).map((key) => (
              <option key={key} value={key}>
                {statusView(key, phaseOf(ticket.kind, key) ?? "new", locale, site.statusLabels).label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="answer-form__reason">
        <Field id="reason" label={`${t("desk:answer.reason")} ${t("desk:answer.reason_hint")}`} errors={errors}>
          {(control) => <input name="reason" type="text" defaultValue={typed.reason ?? ""} {...control} />}
        </Field>
      </div>
    </div>
  );
}
