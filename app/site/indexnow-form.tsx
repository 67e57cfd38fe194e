import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { keyPath, settingsPath } from "~/urls.ts";
import type { IndexNowView } from "./indexnow.ts";
import { IntentButton } from "./intent-button.tsx";
import type { Sent } from "./settings-forms.ts";

/** The switch of IndexNow, what the last telling came to, and why nothing is told any more. */
export function IndexNowForm({ indexNow, sent }: { indexNow: IndexNowView | null; sent: Sent }) {
  const t = useWords();
  const isOn = indexNow?.isOn === true;
  const [error] = sent.errors;
  return (
    <>
      {indexNow && isOn && <State indexNow={indexNow} />}
      <PostForm action={settingsPath()}>
        {error && (
          <p className="field__error" id="indexnow" tabIndex={-1}>
            <span className="vh">{t("errors:field_prefix")}</span> {t(error.message)}
          </p>
        )}
        <div className="buttons">
          {(!isOn || indexNow.stopped) && (
            <IntentButton intent="indexnow-on">{t(`settings:indexnow.${isOn ? "again" : "on"}`)}</IntentButton>
          )}
          {isOn && (
            <IntentButton intent="indexnow-off" isQuiet>
              {t("settings:indexnow.off")}
            </IntentButton>
          )}
        </div>
      </PostForm>
    </>
  );
}

function State({ indexNow: { key, stopped, last, waiting } }: { indexNow: IndexNowView }) {
  const t = useWords();
  return (
    <>
      <p>
        {t(stopped ? `settings:indexnow.stopped.${stopped}` : "settings:indexnow.is_on")}{" "}
        <a href={keyPath(key)}>{t("settings:indexnow.key")}</a>
      </p>
      <p className="hint">
        {last && (
          <>
            {t("settings:indexnow.last", { count: last.count })}{" "}
            {last.status === null
              ? t("settings:indexnow.no_answer")
              : t("settings:indexnow.answer", { status: last.status })}
            , <Moment at={last.at} />.{" "}
          </>
        )}
        {waiting > 0 && t("settings:indexnow.waiting", { count: waiting })}
      </p>
    </>
  );
}
