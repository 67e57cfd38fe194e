import { latinSlug } from "~/i18n/latin-slug.ts";

/** A title for the address; a title without any letter gives the kind's name. */
export function ticketSlug(title: string, { kind, language }: { kind: string; language: string }): string {
  return latinSlug(title, language) || kind;
}
