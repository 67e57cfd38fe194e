import { PostForm } from "~/components/post-form.tsx";
import { formatMoment } from "~/i18n/dates.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { peoplePath } from "~/urls.ts";
import type { Session } from "./person.ts";

/** Where the agent is signed in. The current session has its way out in the header. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const t = useWords();
  return (
    <>
      <ul>
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionLine session={session} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <PostForm action={peoplePath()} className="buttons">
          <button type="submit" name="intent" value="end-other-sessions" className="button button--quiet button--small">
            {t("people:session.end_others")}
          </button>
        </PostForm>
      )}
    </>
  );
}

function SessionLine({ session: { id, browser, startedAt, lastUsedAt, isCurrent } }: { session: Session }) {
  const t = useWords();
  const { locale, timezone } = useLanguage();
  const moment = (at: number) => formatMoment(at, locale, timezone);
  const name = browser || t("people:session.unknown");
  return (
    <div className="buttons">
      <span>
        <b>{name}</b> {isCurrent && <small>{t("people:session.this_one")}</small>}
        <br />
        <span className="hint">
          {t("people:session.since", { moment: moment(startedAt) })}{" "}
          {lastUsedAt > startedAt && t("people:session.last_used", { moment: moment(lastUsedAt) })}
        </span>
      </span>
      {!isCurrent && (
        <PostForm action={peoplePath()}>
          <input type="hidden" name="session" value={id} />
          <button type="submit" name="intent" value="end-session" className="button button--quiet button--small">
            {t("people:session.end")} <span className="vh">{name}</span>
          </button>
        </PostForm>
      )}
    </div>
  );
}
