import { latinSlug } from "~/i18n/latin-slug.ts";
import type { Locale } from "~/i18n/locale.ts";

/**
 * A category's name for the address; "" when nothing is left of it. Never like "12-name", since that is how the
 * addresses of tickets and articles begin.
 */
export function categorySlug(name: string, locale: Locale): string {
  const slug = latinSlug(name, locale);
  return /^\d+(-|$)/.test(slug) ? `category-${slug}` : slug;
}
