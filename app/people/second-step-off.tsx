import { TextField } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { secondStepPath } from "~/urls.ts";
import { OwnPasswordField } from "./own-password-field.tsx";
import { QrCode } from "./qr-code.tsx";
import type { ProposedSecondStep } from "./second-step.ts";

interface SecondStepOffProps {
  proposed: ProposedSecondStep;
  email: string;
  errors: FieldError[];
}

/** It is off: how to set it up, in two steps. */
export function SecondStepOff({ proposed: { sealed, key, address }, email, errors }: SecondStepOffProps) {
  const t = useWords();
  return (
    <section className="panel" aria-labelledby="set-up">
      <h2 id="set-up">{t("people:second_step.set_up")}</h2>
      <p>{t("people:second_step.lede")}</p>
      <ol className="numbered">
        <li>
          <p>{t("people:second_step.scan")}</p>
          <QrCode text={address} label={t("people:second_step.picture")} />
          <p>
            {t("people:second_step.by_hand")} <code>{key}</code>
          </p>
          <p>
            <a href={address}>{t("people:second_step.open_app")}</a>
          </p>
        </li>
        <li>
          <p>{t("people:second_step.prove")}</p>
          <PostForm action={secondStepPath()}>
            <input type="hidden" name="sealed" value={sealed} />
            <TextField
              id="code"
              label={t("people:second_step.six_digits")}
              isHalf
              inputMode="numeric"
              autoComplete="one-time-code"
              spellCheck={false}
              errors={errors}
            />
            <OwnPasswordField email={email} errors={errors} />
            <p className="buttons">
              <button type="submit" name="intent" value="turn-on" className="button">
                {t("people:second_step.turn_on")}
              </button>
            </p>
          </PostForm>
        </li>
      </ol>
    </section>
  );
}
