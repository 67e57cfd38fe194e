import { useSite } from "~/components/site-context.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import type { Author } from "./ticket-page.ts";

/** A person's name as text: "Anna, Acme team", "Oleg", "Guest". */
export function useAuthorName(): (author: Author) => string {
  const t = useWords();
  const { site } = useSite();
  return ({ name, isTeam }) =>
    isTeam && name ? t("tickets:team_member", { name, site: site.name }) : (name ?? t("tickets:guest"));
}
