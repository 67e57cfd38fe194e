import { LinkToKeep } from "~/components/link-to-keep.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { type OneTimeAddress as Address, WELCOME_DAYS } from "./person.ts";

/** The address of an invitation or a reset, to be handed on. It is on this answer only. */
export function OneTimeAddress({ address: { url, kind, name } }: { address: Address }) {
  const t = useWords();
  return (
    <LinkToKeep
      id="one-time"
      title={t(`people:address.${kind}`, { name })}
      hint={t("people:address.hint", { count: WELCOME_DAYS[kind] })}
      label={t("people:address.label")}
      url={url}
      isFocus
    />
  );
}
