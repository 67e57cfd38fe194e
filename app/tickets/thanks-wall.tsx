import { Moment } from "~/components/moment.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { newTicketPath, thanksPath, ticketPath } from "~/urls.ts";
import type { ThanksMonth, ThanksView } from "./thanks.ts";
import { ThanksTrend } from "./thanks-trend.tsx";

/** Words of thanks in columns. `<q>` takes the quotation marks of the language it is in. */
export function ThanksWall({ thanks, isPage }: { thanks: ThanksView[]; isPage: boolean }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <div className={isPage ? "thanks-wall thanks-wall--page" : "thanks-wall"}>
      {thanks.map((one) => (
        <article className="thanks-card" key={one.id} lang={one.language === locale ? undefined : one.language}>
          <ThanksWords thanks={one} />
          <p className="meta">
            <span>{one.authorName ?? t("tickets:guest")}</span>{" "}
            <a href={ticketPath(one)}>
              <Moment at={one.createdAt} day />
            </a>
          </p>
          {isPage && one.answer && <p className="thanks-card__answer">{one.answer}</p>}
        </article>
      ))}
    </div>
  );
}

/** The title and the first words of the text are one saying. */
export function ThanksWords({ thanks: { title, text }, lang }: { thanks: ThanksView; lang?: string }) {
  const isEnded = /[\p{P}\p{S}]\s*$/u.test(title);
  return (
    <blockquote lang={lang}>
      <q>{text ? `${title.trimEnd()}${isEnded ? "" : "."} ${text}` : title.trimEnd()}</q>
    </blockquote>
  );
}

/** How often somebody thanks, and how that goes. */
export function ThanksFigures({ ticketsPerThanks, months }: { ticketsPerThanks: number; months: ThanksMonth[] }) {
  if (!months.some(({ thanks }) => thanks > 0)) return null;
  return (
    <div className="thanks-figures">
      {ticketsPerThanks > 0 && <ThanksCount ticketsPerThanks={ticketsPerThanks} />}
      <ThanksTrend months={months} />
    </div>
  );
}

/** "1 thanks for 175 tickets". */
export function ThanksCount({ ticketsPerThanks }: { ticketsPerThanks: number }) {
  const t = useWords();
  return (
    <p className="thanks-count">
      <b className="display">1</b> {t("site:home.thanks_ratio", { count: ticketsPerThanks })}
    </p>
  );
}

export interface ThanksPageProps {
  thanks: ThanksView[];
  next: number | null;
  ticketsPerThanks: number;
  months: ThanksMonth[];
}

/** The whole wall. */
export function ThanksPage({ thanks, next, ticketsPerThanks, months }: ThanksPageProps) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <div className="thanks-head">
          <div>
            <h1>{t("site:thanks_page.title")}</h1>
            <p className="lede">{t("site:thanks_page.lede")}</p>
          </div>
          <ThanksFigures ticketsPerThanks={ticketsPerThanks} months={months} />
        </div>
        {thanks.length > 0 ? (
          <ThanksWall thanks={thanks} isPage />
        ) : (
          <div className="empty-state">
            <h2>{t("site:thanks_page.empty_title")}</h2>
            <p>{t("site:thanks_page.empty_text")}</p>
          </div>
        )}
        <p className="buttons">
          <a className="button" href={newTicketPath("thanks")}>
            {t("site:thanks_page.say")}
          </a>
          {next !== null && (
            <a className="button button--quiet" rel="next" href={`${thanksPath()}?after=${next}`}>
              {t("tickets:list.next")}
            </a>
          )}
        </p>
      </main>
    </div>
  );
}
