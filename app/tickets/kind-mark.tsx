import { useWords } from "~/i18n/use-words.tsx";
import type { Kind } from "./ticket.ts";

/** The kind's sign, and its word for those who do not see it. */
export function KindMark({ kind }: { kind: Kind }) {
  const t = useWords();
  return (
    <>
      <span className="kind-mark" data-kind={kind} aria-hidden="true" />
      <span className="vh">{t(`tickets:kind.${kind}`)}.</span>
    </>
  );
}
