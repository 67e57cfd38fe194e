import { Notice } from "~/components/notice.tsx";
import { useSite } from "~/components/site-context.tsx";
import { durationWords } from "~/i18n/durations.ts";
import { useWords } from "~/i18n/use-words.tsx";
import type { OwnFollow } from "~/mail/own-follow.ts";
import type { OwnPush } from "~/push/own-push.ts";
import { PushForm } from "~/push/push-form.tsx";
import { homePath, secretLinkPath, ticketPath } from "~/urls.ts";
import { SecretLink } from "./secret-link.tsx";
import type { Kind, Visibility } from "./ticket.ts";

export interface ReceiptProps {
  ticket: { id: number; slug: string; title: string; kind: Kind; visibility: Visibility; isHeld: boolean };
  secretToken: string;
  /** The browser kept its cookie. Where it did not, only the secret link leads on. */
  isKnown: boolean;
  /** How its author gets the news by mail. */
  follow: OwnFollow | null;
  /** How this browser gets them. */
  push: OwnPush;
  /** The team opened it: the link is for the person it was opened for. */
  isForSomebody: boolean;
}

/** After sending: the number, what happens next and when, and the way back. */
export function Receipt({ ticket, secretToken, isForSomebody, isKnown, follow, push }: ReceiptProps) {
  const t = useWords();
  const { site } = useSite();
  return (
    <div className="wrap page page--aside">
      <main id="main" tabIndex={-1}>
        <div className="receipt">
          <h1>
            <span className="display">{t("tickets:number", { number: ticket.id })}</span>
            <br />
            {t("tickets:received.heading")}
          </h1>
          <p className="lede">{ticket.title}</p>
          {ticket.visibility === "private" && (
            <Notice title={t("tickets:received.private_title")}>{t("tickets:received.private")}</Notice>
          )}
          {ticket.isHeld && <Notice title={t("tickets:received.held_title")}>{t("tickets:received.held")}</Notice>}
          {follow && (
            <Notice>
              {t(`mail:received.${ticket.isHeld ? "held" : follow.isConfirmed ? "on" : "asked"}`, {
                address: follow.address,
              })}
            </Notice>
          )}
          {isForSomebody && <Notice>{t("tickets:received.requester")}</Notice>}
          {ticket.kind === "thanks" ? <p>{t("tickets:received.thanks_text")}</p> : <NextSteps />}
          {isKnown && !isForSomebody && <PushForm ticket={ticket} push={push} />}
          <SecretLink url={`${site.origin}${secretLinkPath(secretToken)}`} />
          <p className="buttons">
            <a className="button" href={isKnown ? ticketPath(ticket) : secretLinkPath(secretToken)} data-draft-sent>
              {t("tickets:received.open")}
            </a>
            <a href={homePath()}>{t("tickets:received.home")}</a>
          </p>
        </div>
      </main>
      <aside aria-label={t("tickets:received.who_sees")}>
        <section className="panel" aria-labelledby="who-sees">
          <h2 id="who-sees">{t("tickets:received.who_sees")}</h2>
          <p>
            {t(
              ticket.visibility === "public" && !ticket.isHeld
                ? "tickets:received.who_public"
                : "tickets:received.who_private",
            )}
          </p>
        </section>
      </aside>
    </div>
  );
}

function NextSteps() {
  const t = useWords();
  const { answerPace } = useSite().site;
  const steps = [
    {
      when: t("tickets:received.soon"),
      what: answerPace
        ? t("tickets:received.first_answer", { duration: durationWords(answerPace.medianMs, t, "after") })
        : t("tickets:received.first_answer_unknown"),
    },
    { when: t("tickets:received.then"), what: t("tickets:received.then_text") },
    { when: t("tickets:received.later"), what: t("tickets:received.later_text") },
  ];
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{t("tickets:received.next")}</h2>
      <ol className="steps">
        {steps.map(({ when, what }) => (
          <li key={when}>
            <b>{when}</b>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
