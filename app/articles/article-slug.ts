import { latinSlug } from "~/i18n/latin-slug.ts";

/** The file with the names of a category is called index.md, so no article may be. */
const KEPT_FOR_FILES = "index";

/** A title, or what somebody typed, for the address; a text without any letter gives "article". */
export function articleSlug(text: string, language: string): string {
  const slug = latinSlug(text, language);
  return slug === "" || slug === KEPT_FOR_FILES ? "article" : slug;
}
