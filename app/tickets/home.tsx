import type { ReactNode } from "react";
import { AnswerPace } from "~/components/answer-pace.tsx";
import { SearchForm } from "~/components/search-form.tsx";
import { useSite } from "~/components/site-context.tsx";
import { durationWords } from "~/i18n/durations.ts";
import { useWords } from "~/i18n/use-words.tsx";
import type { AnswerPace as Pace } from "~/site/site.ts";
import { newTicketPath, thanksPath, ticketsPath } from "~/urls.ts";
import type { ThanksView } from "./thanks.ts";
import { ThanksCount, ThanksWall } from "./thanks-wall.tsx";
import { kinds } from "./ticket.ts";
import type { TicketCardView } from "./ticket-card.ts";
import { TicketList } from "./ticket-list.tsx";

export interface HomeProps {
  answered: TicketCardView[];
  newest: TicketCardView[];
  thanks: ThanksView[];
  ticketsPerThanks: number;
  /** A panel of the knowledge base. */
  articles?: ReactNode;
}

/** The front door: what brings you here, what was answered lately, how fast, and the thanks. */
export function Home({ answered, newest, thanks, ticketsPerThanks, articles }: HomeProps) {
  const t = useWords();
  const { answerPace } = useSite().site;
  return (
    <>
      <div className="wrap page">
        <main id="main" tabIndex={-1}>
          <section className="home-hero">
            <h1 className="display">{t("site:home.title")}</h1>
            <div className="home-hero__row buttons">
              <SearchForm size="big" />
              <a className="button" href={newTicketPath()}>
                {t("site:write_us")}
              </a>
            </div>
            <p className="answer-pace hint">
              <AnswerPace pace={answerPace} /> {t("site:home.no_account")}
            </p>
          </section>
          <KindDoors />
          <div className="home-columns">
            <div>
              {answered.length > 0 && <Section id="answered" tickets={answered} withAnswers />}
              {newest.length > 0 && <Section id="newest" tickets={newest} withAnswers={false} />}
              {newest.length + answered.length === 0 && <EmptySite />}
            </div>
            {(answerPace || articles) && (
              <aside aria-label={t("site:home.aside")}>
                {answerPace && <AnswerTime pace={answerPace} />}
                {articles}
              </aside>
            )}
          </div>
        </main>
      </div>
      {thanks.length > 0 && (
        <section className="thanks-band" aria-labelledby="thanks">
          <div className="wrap">
            <div>
              <h2 className="vh" id="thanks">
                {t("site:home.thanks_title")}
              </h2>
              {ticketsPerThanks > 0 && <ThanksCount ticketsPerThanks={ticketsPerThanks} />}
              <p className="hint tight">
                {t("site:home.thanks_why")} <a href={thanksPath()}>{t("site:home.thanks_all")}</a>
              </p>
            </div>
            <ThanksWall thanks={thanks} isPage={false} />
          </div>
        </section>
      )}
    </>
  );
}

function KindDoors() {
  const t = useWords();
  return (
    <>
      <h2 className="vh">{t("site:home.doors")}</h2>
      <ul className="kind-doors">
        {kinds.map((kind) => (
          <li key={kind}>
            <span className="kind-mark" data-kind={kind} aria-hidden="true" />
            <a href={newTicketPath(kind)}>{t(`tickets:kind.${kind}`)}</a>
            <p className="hint">{t(`site:home.door_hint.${kind}`)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Section({
  id,
  tickets,
  withAnswers,
}: {
  id: "answered" | "newest";
  tickets: TicketCardView[];
  withAnswers: boolean;
}) {
  const t = useWords();
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{t(`site:home.${id}`)}</h2>
        <a className="hint" href={ticketsPath(id === "answered" ? { sort: "active" } : {})}>
          {t("site:home.all")}
        </a>
      </div>
      <TicketList tickets={tickets} headings="h3" withAnswers={withAnswers} />
    </section>
  );
}

/** The team's median, and how the answers spread. The bars are SVG: their width needs no inline style. */
function AnswerTime({ pace }: { pace: Pace }) {
  const t = useWords();
  const longest = Math.max(...pace.shares);
  return (
    <section className="panel answer-time" aria-labelledby="pace">
      <h2 id="pace">{t("site:home.pace_title")}</h2>
      <p className="display">{durationWords(pace.medianMs, t, "alone")}</p>
      <p className="hint">{t("site:home.pace_half")}</p>
      <table>
        <caption className="vh">{t("site:home.pace_caption")}</caption>
        <tbody>
          {pace.shares.map((share, step) => (
            <tr key={t(`site:home.pace_step.${step}`)}>
              <th scope="row">{t(`site:home.pace_step.${step}`)}</th>
              <td>
                <svg className="answer-time__bar" width="100%" height="8" aria-hidden="true">
                  <rect width={`${Math.round((share / longest) * 100)}%`} height="8" />
                </svg>
              </td>
              <td>{t("site:home.percent", { number: Math.round(share * 100) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EmptySite() {
  const t = useWords();
  return (
    <div className="empty-state">
      <h2>{t("site:home.empty_title")}</h2>
      <p>{t("site:home.empty_text")}</p>
    </div>
  );
}
