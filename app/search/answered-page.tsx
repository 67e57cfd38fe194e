import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articlePath, newTicketPath, ticketPath } from "~/urls.ts";

export interface AnsweredPageProps {
  answer: { target: "ticket" | "article"; id: number; slug: string; title: string; language: string };
}

/** After "this answered my question": thanks, the answer to keep, and the way back to what was being written. */
export function AnsweredPage({ answer }: AnsweredPageProps) {
  const t = useWords();
  const { locale } = useLanguage();
  const path = answer.target === "ticket" ? ticketPath(answer) : articlePath(answer);
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <div className="receipt">
          <h1>{t("counts:answered.title")}</h1>
          <p className="lede">{t("counts:answered.text")}</p>
          <section aria-labelledby="keep">
            <h2 id="keep">{t("counts:answered.keep_title")}</h2>
            <p>
              <a href={path} lang={answer.language === locale ? undefined : answer.language}>
                {answer.title}
              </a>
            </p>
            <p className="hint">{t(`counts:answered.keep_${answer.target}`)}</p>
          </section>
          <section aria-labelledby="after-all">
            <h2 id="after-all">{t("counts:answered.after_all_title")}</h2>
            <p>{t("counts:answered.after_all")}</p>
            <noscript>
              <p className="hint">{t("counts:answered.send_again")}</p>
            </noscript>
            <p>
              <a href={newTicketPath()}>{t("counts:answered.back")}</a>
            </p>
          </section>
        </div>
      </main>
    </div>
  );
}
