import type { Words } from "~/i18n/words.ts";

/** A person's name as pages show it: "Anna, Acme team", "Oleg", "Guest". */
export function authorName(
  { agentName, name }: { agentName: string | null; name: string | null },
  t: Words,
  site: string,
): string {
  if (agentName) return t("tickets:team_member", { name: agentName, site });
  return name ?? t("tickets:guest");
}
