import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { reviewPath } from "~/urls.ts";
import type { MailInView } from "./mail-in-view.ts";

/** Whether answers by mail come in, why not, and what became of them. */
export function MailInPart({ mailIn: { address, lookedAt, mailAt, fault, counts } }: { mailIn: MailInView }) {
  const t = useWords();
  return (
    <>
      <p>{t("settings:mail-in.address", { address })}</p>
      <p>
        {mailAt === null ? (
          t("settings:mail-in.none")
        ) : (
          <>
            {t("settings:mail-in.last")} <Moment at={mailAt} />
          </>
        )}
      </p>
      {lookedAt !== null && (
        <p>
          {t("settings:mail-in.looked")} <Moment at={lookedAt} />
        </p>
      )}
      {fault && (
        <p className="field__error">
          {t("settings:mail-in.fault")} <Moment at={fault.at} />: {fault.words}
        </p>
      )}
      {counts.length > 0 && (
        <>
          <p>{t("settings:mail-in.counts")}</p>
          <ul>
            {counts.map(({ outcome, count }) => (
              <li key={outcome}>
                {t(`settings:mail-in.outcome.${outcome}`, { count })}
                {outcome === "held" && (
                  <>
                    {" "}
                    <a href={reviewPath()}>{t("settings:mail-in.review")}</a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
