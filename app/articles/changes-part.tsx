import { useWords } from "~/i18n/use-words.tsx";
import type { Changes } from "./edit-view.ts";
import type { Change } from "./revision-diff.ts";

/** Two texts compared, part by part. New words are underlined, gone ones struck through, and both are read aloud. */
export function ChangesPart({ changes, language }: { changes: Changes; language: string }) {
  const t = useWords();
  const parts = (["title", "summary", "body"] as const).filter((part) => changes[part] !== null);
  if (parts.length === 0) return <p className="hint">{t("editor:revisions.same")}</p>;
  return (
    <dl className="changes">
      {parts.map((part) => (
        <div key={part}>
          <dt>{t(`editor:field.${part}`)}</dt>
          {changes[part]?.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <Stretch key={index} change={change} language={language} />
          ))}
        </div>
      ))}
    </dl>
  );
}

function Stretch({ change, language }: { change: Change; language: string }) {
  const t = useWords();
  if (change.kind === "skipped") {
    return <dd className="changes__skipped">{t("editor:revisions.skipped", { count: change.lines })}</dd>;
  }
  const words = change.kind === "changed" ? change.words : [change];
  return (
    <dd data-change={change.kind} lang={language}>
      {words.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <Words key={index} kind={kind} text={text} />
      ))}
    </dd>
  );
}

function Words({ kind, text }: { kind: "same" | "removed" | "added"; text: string }) {
  const t = useWords();
  if (kind === "same") return text;
  const Mark = kind === "added" ? "ins" : "del";
  return (
    <Mark>
      <span className="vh">{t(`editor:revisions.${kind}`)} </span>
      {text}
    </Mark>
  );
}
