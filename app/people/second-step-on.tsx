import { Moment } from "~/components/moment.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { secondStepPath } from "~/urls.ts";
import { OwnPasswordField } from "./own-password-field.tsx";

interface SecondStepOnProps {
  since: number;
  codesLeft: number;
  email: string;
  errors: FieldError[];
}

/** It is on: one form for the two things that need the password. */
export function SecondStepOn({ since, codesLeft, email, errors }: SecondStepOnProps) {
  const t = useWords();
  return (
    <section className="panel" aria-labelledby="look-after">
      <h2 id="look-after">{t("people:second_step.is_on")}</h2>
      <p>
        {t("people:second_step.since")} <Moment at={since} />.{" "}
        {t("people:second_step.codes_left", { count: codesLeft })}
      </p>
      <PostForm action={secondStepPath()}>
        <OwnPasswordField email={email} errors={errors} />
        <p className="buttons">
          <button type="submit" name="intent" value="new-codes" className="button">
            {t("people:second_step.new_codes")}
          </button>{" "}
          <button type="submit" name="intent" value="turn-off" className="button button--quiet">
            {t("people:second_step.turn_off")}
          </button>
        </p>
      </PostForm>
    </section>
  );
}
