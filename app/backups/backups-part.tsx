import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import type { BackupsView } from "./backups-view.ts";

/** When the last backup was made and where it lies, whether it would help, and what went wrong since. */
export function BackupsPart({ backups: { last, failed, tested } }: { backups: BackupsView }) {
  const t = useWords();
  return (
    <>
      <p>
        {last ? (
          <>
            {t("settings:backups.last")} <Moment at={last.at} />, {t("settings:backups.size", { size: last.megabytes })}
          </>
        ) : (
          t("settings:backups.none")
        )}
      </p>
      {last && (
        <p className="hint">
          <code>{last.file}</code>
        </p>
      )}
      {tested && (
        <p className={tested.problem === null ? undefined : "field__error"}>
          {t(tested.problem === null ? "settings:backups.whole" : "settings:backups.damaged")} <Moment at={tested.at} />
          {tested.problem !== null && `: ${tested.problem}`}
        </p>
      )}
      {failed && (
        <p className="field__error">
          {t("settings:backups.failed")} <Moment at={failed.at} />: {failed.problem}
        </p>
      )}
    </>
  );
}
