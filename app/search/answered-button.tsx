import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { answeredPath } from "~/urls.ts";

const FORM = "answered";

/**
 * "This answered my question", beside something similar to what somebody is writing. It stands inside the form of the
 * ticket and belongs to another one: what is being written is not sent, and stays where it is.
 */
export function AnsweredButton({ answer }: { answer: { target: "ticket" | "article"; id: number } }) {
  const t = useWords();
  return (
    <button
      className="button button--quiet button--small"
      type="submit"
      form={FORM}
      name="answer"
      value={`${answer.target}-${answer.id}`}
    >
      {t("counts:answered.button")}
    </button>
  );
}

/**
 * The form of these buttons. The page has it once, outside of the other; where they come while somebody types, the
 * browser makes it (app/enhance/similar-tickets.ts).
 */
export function AnsweredForm() {
  return <PostForm id={FORM} action={answeredPath()} />;
}
