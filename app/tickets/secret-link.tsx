import { LinkToKeep } from "~/components/link-to-keep.tsx";
import { useWords } from "~/i18n/use-words.tsx";

/** The link that gives the author's rights to a ticket. */
export function SecretLink({ url }: { url: string }) {
  const t = useWords();
  return (
    <LinkToKeep
      id="secret"
      title={t("tickets:received.secret")}
      hint={t("tickets:received.secret_hint")}
      label={t("tickets:received.secret_url")}
      url={url}
    />
  );
}
