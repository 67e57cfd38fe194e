import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Locale } from "~/i18n/locale.ts";
import { renderMarkdown } from "~/markdown/render-markdown.server.ts";
import { parsePageSource } from "./page-source.ts";

export interface SitePage {
  locale: Locale;
  title: string;
  description: string;
  /** Safe to put on a page as it is. */
  html: string;
}

interface WantedPage {
  slug: string;
  locale: Locale;
  origin: string;
  /** Where to look, the first wins: the team's own folder, then the texts that came with the program. */
  folders: string[];
}

/** Rendered pages by file, each with what the file was then. */
const kept = new Map<string, { version: string; page: SitePage }>();

/**
 * The page `<slug>.<locale>.md`, else its English version; undefined when there is neither. A file is rendered once
 * and again after it has changed, so nobody has to restart for a text.
 */
export async function findSitePage({ slug, locale, origin, folders }: WantedPage): Promise<SitePage | undefined> {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) return undefined;
  for (const language of new Set<Locale>([locale, "en"])) {
    for (const folder of folders) {
      const page = await readPage(path.join(folder, `${slug}.${language}.md`), language, origin);
      if (page) return page;
    }
  }
  return undefined;
}

/** The names of the pages that can be read in this language, or else in English. */
export async function listSitePages({ locale, folders }: Pick<WantedPage, "locale" | "folders">): Promise<string[]> {
  const files = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  const slugs = files.flat().map((file) => {
    const [, slug, language] = /^([a-z0-9-]{1,60})\.(\w+)\.md$/.exec(file) ?? [];
    return language === locale || language === "en" ? slug : undefined;
  });
  return [...new Set(slugs.filter((slug) => slug !== undefined))].sort();
}

async function readPage(file: string, locale: Locale, siteOrigin: string): Promise<SitePage | undefined> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile()) return undefined;
  const version = `${facts.mtimeMs} ${facts.size}`;
  const known = kept.get(file);
  if (known?.version === version) return known.page;

  const { title, description, body } = parse(file, await readFile(file, "utf8"));
  const { html, excerpt, complete } = await renderMarkdown(body, { voice: "team", siteOrigin });
  const page = { locale, title, description: description ?? excerpt, html };
  if (complete) kept.set(file, { version, page });
  return page;
}

function parse(file: string, source: string) {
  try {
    return parsePageSource(source);
  } catch (error) {
    throw new Error(`${file} cannot be shown: ${(error as Error).message}`);
  }
}
