import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { settingsPath, ticketNumberPath } from "~/urls.ts";
import type { MailView } from "./mail-view.ts";

/** What was sent, what waits and why, what came back, and a mail to try it. */
export function MailPart({ mail, errors }: { mail: MailView; errors: FieldError[] }) {
  const t = useWords();
  const { lastSentAt, waiting, trouble, failed } = mail;
  const [error] = errors;
  return (
    <>
      <p>
        {lastSentAt === null ? (
          t("settings:mail.none")
        ) : (
          <>
            {t("settings:mail.last")} <Moment at={lastSentAt} />
          </>
        )}
      </p>
      {waiting > 0 && <p>{t("settings:mail.waiting", { count: waiting })}</p>}
      {trouble && (
        <p className="field__error">
          {t("settings:mail.trouble")}: {trouble}
        </p>
      )}
      {failed.length > 0 && (
        <>
          <p>{t("settings:mail.failed")}</p>
          <ul>
            {failed.map(({ id, ticket, address, reason, at }) => (
              <li key={id}>
                <a href={ticketNumberPath(ticket)}>{t("tickets:number", { number: ticket })}</a> {address}, {reason}
                {", "}
                <Moment at={at} />
              </li>
            ))}
          </ul>
        </>
      )}
      <PostForm action={settingsPath()}>
        {error && (
          <p className="field__error" id="mail" tabIndex={-1}>
            <span className="vh">{t("errors:field_prefix")}</span> {t(error.message, error.values)}
          </p>
        )}
        <div className="buttons">
          <button className="button button--quiet" type="submit" name="intent" value="mail-test">
            {t("settings:mail.test")}
          </button>
        </div>
      </PostForm>
    </>
  );
}
