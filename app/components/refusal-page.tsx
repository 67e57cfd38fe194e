import type { Refusal } from "~/http/refusal.ts";
import { refusalStatus } from "~/http/refusal.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { newTicketPath, signInPath, ticketsPath } from "~/urls.ts";

/** A refusal in plain words, with the text that came with it and a way on. */
export function RefusalPage({ refusal }: { refusal: Refusal }) {
  const t = useWords();
  const { reason, kept, origin, minutes } = refusal;
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <div className="empty-state">
          <p className="display">{refusalStatus[reason]}</p>
          <h1>{t(`errors:${reason}.title`)}</h1>
          <p>{t(`errors:${reason}.text`, { minutes })}</p>
          {reason === "403" && origin && <p className="hint">{t("errors:403.base_url", { origin })}</p>}
          {reason === "410" && <p className="hint">{t("errors:410.own")}</p>}
          {kept.length > 0 && <KeptText kept={kept} />}
          {refusal.hadFiles && <p className="hint">{t("errors:kept_files")}</p>}
          {reason !== "away" && <WaysOn reason={reason} />}
        </div>
      </main>
    </div>
  );
}

/** Where anything can be opened at all. */
function WaysOn({ reason }: Pick<Refusal, "reason">) {
  const t = useWords();
  return (
    <p className="buttons">
      {reason === "401" || reason === "used_address" ? (
        <a className="button" href={signInPath()}>
          {t("errors:sign_in")}
        </a>
      ) : (
        <a className="button" href={newTicketPath()}>
          {t("errors:write_us")}
        </a>
      )}{" "}
      <a className="button button--quiet" href={ticketsPath()}>
        {t("errors:all_tickets")}
      </a>
    </p>
  );
}

function KeptText({ kept }: Pick<Refusal, "kept">) {
  const t = useWords();
  return (
    <section className="kept-text" aria-labelledby="kept">
      <h2 id="kept">{t("errors:kept_title")}</h2>
      <p className="hint">{t("errors:kept_hint")}</p>
      {kept.map(({ name, text }) => (
        <div className="field" key={name}>
          <label htmlFor={`kept-${name}`}>{t(`errors:kept_field.${name}`)}</label>
          <textarea id={`kept-${name}`} name={name} readOnly defaultValue={text} />
        </div>
      ))}
    </section>
  );
}
