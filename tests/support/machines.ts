import { SaxesParser } from "saxes";
import { expect } from "vitest";
import type { Browser } from "./browser.ts";
import { ORIGIN } from "./site.ts";

export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** Reads XML as strictly as a feed reader may: what is not well-formed fails the test. */
export function readXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, text: "", children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    (open.at(-1) as Element).text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return root.children[0] as Element;
}

export const childrenOf = (element: Element, name: string) => element.children.filter((child) => child.name === name);

export const textIn = (element: Element, name: string) => childrenOf(element, name)[0]?.text;

/** What a sitemap names, with its lastmod. */
export function readLocations(xml: string): Map<string, string | undefined> {
  return new Map(readXml(xml).children.map((entry) => [String(textIn(entry, "loc")), textIn(entry, "lastmod")]));
}

/** Every address of every file of the sitemap, as paths, with its lastmod. */
export async function readSitemap(browser: Browser): Promise<Map<string, string | undefined>> {
  const index = await browser.open("/sitemap.xml");
  expect(index.status).toBe(200);
  const all = new Map<string, string | undefined>();
  for (const part of readLocations(index.html).keys()) {
    expect(part.startsWith(`${ORIGIN}/`)).toBe(true);
    const { status, html } = await browser.open(part.slice(ORIGIN.length));
    expect([part, status]).toEqual([part, 200]);
    for (const [url, changedAt] of readLocations(html)) all.set(url.slice(ORIGIN.length), changedAt);
  }
  return all;
}
