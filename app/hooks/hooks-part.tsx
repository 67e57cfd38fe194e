import { useWords } from "~/i18n/use-words.tsx";
import { hooksPath } from "~/urls.ts";

/** The way to chats and programs, and whether one of them had to be switched off. */
export function HooksPart({ stopped }: { stopped: number }) {
  const t = useWords();
  return (
    <>
      {stopped > 0 && <p className="field__error">{t("settings:hooks.stopped", { count: stopped })}</p>}
      <p>
        <a href={hooksPath()}>{t("settings:hooks.open")}</a>
      </p>
    </>
  );
}
