import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import type { HookView } from "./hook-view.ts";

/** Whether a chat or program takes what it is told, in a line. */
export function HookState({ hook: { state, since, lastSentAt, waiting } }: { hook: HookView }) {
  const t = useWords();
  return (
    <>
      {state === "well" ? (
        lastSentAt === null && t("hooks:state.new")
      ) : (
        <span className={state === "off" ? undefined : "field__error"}>
          {t(`hooks:state.${state}`)} {since !== null && <Moment at={since} />}.{" "}
        </span>
      )}
      {lastSentAt !== null && (
        <>
          {t("hooks:state.last")} <Moment at={lastSentAt} />.{" "}
        </>
      )}
      {waiting > 0 && t("hooks:state.waiting", { count: waiting })}
    </>
  );
}
