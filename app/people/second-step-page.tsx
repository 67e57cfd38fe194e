import { ErrorSummary } from "~/components/error-summary.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { peoplePath } from "~/urls.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import type { ProposedSecondStep, SecondStepState } from "./second-step.ts";
import { SecondStepOff } from "./second-step-off.tsx";
import { SecondStepOn } from "./second-step-on.tsx";

interface SecondStepPageProps {
  state: SecondStepState;
  /** For setting it up, while it is off. */
  proposed: ProposedSecondStep | null;
  email: string;
  isDone: boolean;
  answer?: { errors: FieldError[]; codes?: string[]; proposed?: ProposedSecondStep };
}

/** An agent's own second step at sign-in: set up, look after, switch off. */
export function SecondStepPage({ state, proposed, email, isDone, answer }: SecondStepPageProps) {
  const t = useWords();
  const errors = answer?.errors ?? [];
  const shown = answer?.proposed ?? proposed;
  return (
    <div className="desk-body desk-body--plain">
      <main id="main" className="desk-main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <div className="desk-head">
          <h1>{t("people:second_step.title")}</h1>
          <p>
            <a href={peoplePath()}>{t("people:page.title")}</a>
          </p>
        </div>
        {isDone && (
          <p className="notice" role="status">
            {t("people:second_step.done_off")}
          </p>
        )}
        <div className="desk-form">
          {answer?.codes && <RecoveryCodes codes={answer.codes} />}
          {state.since === null
            ? shown && <SecondStepOff proposed={shown} email={email} errors={errors} />
            : !answer?.codes && <SecondStepOn since={state.since} codesLeft={state.codesLeft} {...{ email, errors }} />}
        </div>
      </main>
    </div>
  );
}
