import { ErrorSummary } from "~/components/error-summary.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { auditPath, secondStepPath, wishesPath } from "~/urls.ts";
import { InviteForm } from "./invite-form.tsx";
import { OneTimeAddress } from "./one-time-address.tsx";
import { PasswordForm } from "./password-form.tsx";
import { PeopleList } from "./people-list.tsx";
import type { OneTimeAddress as Address, Person, Session } from "./person.ts";
import { SessionList } from "./session-list.tsx";

interface PeoplePageProps {
  people: Person[];
  sessions: Session[];
  me: { id: number; email: string; isAdmin: boolean; hasSecondStep: boolean };
  /** What was just done, as a key of the catalogue. */
  done: string | null;
  answer?: { errors: FieldError[]; typed?: Record<string, string>; address?: Address };
}

export function PeoplePage({ people, sessions, me, done, answer }: PeoplePageProps) {
  const t = useWords();
  const errors = answer?.errors;
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <ErrorSummary errors={errors ?? []} />
        <div className="desk-head">
          <h1>{t("people:page.title")}</h1>
          {me.isAdmin && (
            <p>
              <a href={auditPath()}>{t("audit:title")}</a>
            </p>
          )}
        </div>
        {done && (
          <p className="notice" role="status">
            {t(`people:done.${done}`)}
          </p>
        )}
        {answer?.address && <OneTimeAddress address={answer.address} />}
        <div className="desk-form">
          <section className="panel" aria-labelledby="team">
            <h2 id="team">{t("people:page.team")}</h2>
            <PeopleList people={people} ownId={me.id} isAdmin={me.isAdmin} errors={errors} />
          </section>
          {me.isAdmin && (
            <section className="panel" aria-labelledby="invite">
              <h2 id="invite">{t("people:invite.title")}</h2>
              <p className="hint">{t("people:invite.hint")}</p>
              <InviteForm typed={answer?.typed} errors={errors} />
            </section>
          )}
          <section className="panel" aria-labelledby="own-password">
            <h2 id="own-password">{t("people:password_form.title")}</h2>
            <p className="hint">{t("people:password_form.hint")}</p>
            <PasswordForm email={me.email} errors={errors} />
          </section>
          <section className="panel" aria-labelledby="own-second-step">
            <h2 id="own-second-step">{t("people:second_step.title")}</h2>
            <p>{t(me.hasSecondStep ? "people:second_step.state_on" : "people:second_step.state_off")}</p>
            <p>
              <a href={secondStepPath()}>
                {t(me.hasSecondStep ? "people:second_step.look_after" : "people:second_step.set_up")}
              </a>
            </p>
          </section>
          <section className="panel" aria-labelledby="own-wishes">
            <h2 id="own-wishes">{t("hooks:wishes.part_title")}</h2>
            <p>{t("hooks:wishes.part")}</p>
            <p>
              <a href={wishesPath()}>{t("hooks:wishes.part_link")}</a>
            </p>
          </section>
          <section className="panel" aria-labelledby="own-sessions">
            <h2 id="own-sessions">{t("people:session.title")}</h2>
            <p className="hint">{t("people:session.hint")}</p>
            <SessionList sessions={sessions} />
          </section>
        </div>
      </main>
    </div>
  );
}
