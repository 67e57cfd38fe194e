import { Moment } from "~/components/moment.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { ChangesPart } from "./changes-part.tsx";
import type { NewerDiff } from "./edit-view.ts";

/** Somebody saved meanwhile: what saving the text in the form would make of theirs. */
export function NewerText({ newer, language }: { newer?: NewerDiff; language: string }) {
  const t = useWords();
  if (!newer) return null;
  return (
    <section className="newer-text" aria-labelledby="newer" tabIndex={-1} data-focus>
      <div role="alert">
        <h2 id="newer">{t("editor:newer.title", { name: newer.by ?? t("editor:revisions.file") })}</h2>
        <p>
          <Moment at={newer.at} />. {t("editor:newer.text")}
        </p>
      </div>
      <ChangesPart changes={newer.changes} language={language} />
    </section>
  );
}
