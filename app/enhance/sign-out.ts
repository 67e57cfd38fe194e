import { signOutPath } from "~/urls.ts";
import { dropDrafts } from "./draft-store.ts";

/** Whoever uses this computer next does not find what the team was writing. */
export function dropDraftsAtSignOut(): void {
  document.querySelector(`form[action="${signOutPath()}"]`)?.addEventListener("submit", () => dropDrafts());
}
