import { latinSlug } from "~/i18n/latin-slug.ts";
import { textOf } from "~/markdown/excerpt.ts";
import type { Heading } from "./article.ts";

/**
 * Gives the sections of an article ids, so that one can link to them. Takes HTML of the room markdown, whose headings
 * have no attributes. The ids begin with "s-", so that none of them is an id of the page around.
 */
export function giveHeadingsIds(html: string, language: string): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const taken = new Set<string>();
  const withIds = html.replace(/<h([23])>(.*?)<\/h\1>/gs, (_, level: string, inner: string) => {
    const text = textOf(inner);
    const wanted = `s-${latinSlug(text, language) || headings.length + 1}`;
    let id = wanted;
    for (let copy = 2; taken.has(id); copy++) id = `${wanted}-${copy}`;
    taken.add(id);
    headings.push({ id, text, level: level === "2" ? 2 : 3 });
    return `<h${level} id="${id}">${inner}</h${level}>`;
  });
  return { html: withIds, headings };
}
