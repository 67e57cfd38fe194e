import { useWords } from "~/i18n/use-words.tsx";
import type { ArticleState } from "./article-state.ts";

/** Looks like the phase of a ticket: a ring, a half, a disc, a bar, and always the word. */
const phases = { draft: "new", changed: "working", published: "done", removed: "closed" } as const;

export function StateMark({ state }: { state: ArticleState }) {
  const t = useWords();
  return (
    <span className="status-badge" data-phase={phases[state]}>
      {t(`editor:state.${state}`)}
    </span>
  );
}
