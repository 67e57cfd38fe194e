import { TextArea } from "~/components/field.tsx";
import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import { localeFor } from "~/i18n/locale.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { deskThanksPath, ticketPath } from "~/urls.ts";
import type { ThanksMonth, ThanksView } from "./thanks.ts";
import { ThanksFigures, ThanksWords } from "./thanks-wall.tsx";

export interface DeskThanksProps {
  thanks: (ThanksView & { isOnHome: boolean })[];
  next: number | null;
  /** The place in the list that is open. */
  after: number | null;
  ticketsPerThanks: number;
  months: ThanksMonth[];
  /** What was just done, as a key of the catalogue. */
  done: "thank-back" | "put" | "take" | null;
}

/** What people thank for, for those whom they thank: to answer, and to choose for the home page. */
export function DeskThanks({ thanks, next, after, ticketsPerThanks, months, done }: DeskThanksProps) {
  const t = useWords();
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <h1>{t("thanks:desk.title")}</h1>
        <p className="hint">{t("thanks:desk.lede")}</p>
        {done && (
          <p className="notice" role="status" data-draft-sent>
            {t(`thanks:done.${done}`)}
          </p>
        )}
        {thanks.length === 0 ? (
          <div className="empty-state">
            <h2>{t("site:thanks_page.empty_title")}</h2>
            <p>{t("thanks:desk.empty")}</p>
          </div>
        ) : (
          <>
            <ThanksFigures ticketsPerThanks={ticketsPerThanks} months={months} />
            <ol className="desk-thanks">
              {thanks.map((one) => (
                <DeskThanksCard key={one.id} thanks={one} after={after} />
              ))}
            </ol>
          </>
        )}
        {next !== null && (
          <p className="buttons">
            <a className="button button--quiet" rel="next" href={deskThanksPath({ after: next })}>
              {t("tickets:list.next")}
            </a>
          </p>
        )}
      </main>
    </div>
  );
}

function DeskThanksCard({ thanks, after }: { thanks: DeskThanksProps["thanks"][number]; after: number | null }) {
  const t = useWords();
  const { locale } = useLanguage();
  const { id, language, isOnHome } = thanks;
  const ready = wordsIn(localeFor(language, locale))("thanks:back_words");
  return (
    <li className="thanks-card" id={`thanks-${id}`}>
      <ThanksWords thanks={thanks} lang={language === locale ? undefined : language} />
      <p className="meta">
        <span>{thanks.authorName ?? t("tickets:guest")}</span>{" "}
        <a href={ticketPath(thanks)}>
          <Moment at={thanks.createdAt} day />
        </a>
        {isOnHome && <b>{t("thanks:desk.on_home")}</b>}
      </p>
      {thanks.answer !== null && (
        <p className="thanks-card__answer" lang={language === locale ? undefined : language}>
          {thanks.answer}
        </p>
      )}
      <PostForm action={deskThanksPath({ after: after ?? undefined })}>
        <input type="hidden" name="ticket" value={id} />
        {thanks.answer === null && (
          <TextArea
            id={`words-${id}`}
            name="words"
            label={t("thanks:desk.words")}
            lang={language}
            rows={2}
            defaultValue={ready}
          />
        )}
        <p className="buttons">
          {thanks.answer === null && (
            <button className="button button--small" type="submit" name="intent" value="thank-back">
              {t("thanks:desk.thank_back")}
            </button>
          )}
          <button
            className="button button--quiet button--small"
            type="submit"
            name="intent"
            value={isOnHome ? "take" : "put"}
          >
            {t(isOnHome ? "thanks:desk.take" : "thanks:desk.put")}
          </button>
        </p>
      </PostForm>
    </li>
  );
}

/** From a thanks to its place in the list, where it can be put on the home page. */
export function DeskThanksLink({ ticketId }: { ticketId: number }) {
  const t = useWords();
  return (
    <p className="tight">
      <a href={`${deskThanksPath({ after: ticketId + 1 })}#thanks-${ticketId}`}>{t("thanks:desk.from_ticket")}</a>
    </p>
  );
}
