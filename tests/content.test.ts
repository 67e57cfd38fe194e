import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { flatRoutes } from "@remix-run/dev/dist/config/flat-routes.js";
import { matchPath } from "@remix-run/react";
import { Marked } from "marked";
import { describe, expect, test } from "vitest";
import { locales } from "~/i18n/locale.ts";
import { parsePageSource } from "~/site/page-source.ts";

const FOLDER = "content/pages";
const files = readdirSync(FOLDER);
const slugs = [...new Set(files.map((file) => file.split(".")[0]))];

/** Paths like "/tickets/:ref", as the router knows them; the page that catches all others says that there is none. */
const routes = Object.values(flatRoutes("app")).filter(({ path }) => path !== "*");
const patterns = routes.map(({ path, parentId }) => {
  const parent = routes.find(({ id }) => id === parentId);
  return `/${[parent?.path, path].filter(Boolean).join("/")}`;
});

const linksIn = (markdown: string) => {
  const links: string[] = [];
  const marked = new Marked({
    walkTokens: (token) => {
      if (token.type === "link" || token.type === "image") links.push(token.href);
    },
  });
  marked.parse(markdown);
  return links;
};

const leadsSomewhere = (path: string) => patterns.some((pattern) => matchPath(pattern, path));

test("the footer's pages are there", () => {
  expect(slugs).toEqual(expect.arrayContaining(["about", "imprint", "privacy"]));
});

test.each(slugs)("%s is there in every language", (slug) => {
  expect(files.filter((file) => file.startsWith(`${slug}.`))).toEqual(locales.map((locale) => `${slug}.${locale}.md`));
});

describe.each(files)("%s", (file) => {
  const source = readFileSync(join(FOLDER, file), "utf8");

  test("has a title, a description and a text", () => {
    const { title, description, body } = parsePageSource(source);
    expect(title.length).toBeLessThanOrEqual(60);
    expect(description?.length).toBeLessThanOrEqual(160);
    expect(body.length).toBeGreaterThan(200);
  });

  test("has one line per paragraph, since a line break in the file is one on the page", () => {
    expect(parsePageSource(source).body).not.toMatch(/[^\n]\n(?!$|[-\d\n])/);
  });

  test("leads only to pages that exist", () => {
    const inside = linksIn(parsePageSource(source).body).filter((href) => !/^https?:|^mailto:/.test(href));
    for (const href of inside) {
      const path = new URL(href, "http://localhost").pathname;
      expect.soft(href).toMatch(/^\//);
      expect.soft(leadsSomewhere(path), href).toBe(true);
      if (path.startsWith("/pages/")) expect.soft(slugs, href).toContain(path.slice("/pages/".length));
    }
  });
});

test("a link to nowhere is noticed", () => {
  expect(linksIn("[a](/tickets/new), ![b](/c.png) and <https://example.com>")).toEqual([
    "/tickets/new",
    "/c.png",
    "https://example.com",
  ]);
  expect(leadsSomewhere("/pages/privacy")).toBe(true);
  expect(leadsSomewhere("/no/such/place")).toBe(false);
});
