import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { flatRoutes } from "@remix-run/dev/dist/config/flat-routes.js";
import { matchPath } from "@remix-run/react";
import { Marked } from "marked";
import { afterAll, describe, expect, test } from "vitest";
import { parseArticleFile, unknownKeys, writeArticleFile } from "~/articles/content-files/article-file.ts";
import { parseCategoryFile } from "~/articles/content-files/category-file.ts";
import { INDEX, nameProblem } from "~/articles/content-files/file-place.ts";
import { locales } from "~/i18n/locale.ts";
import { renderMarkdown, stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
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

const ARTICLES = "content/articles";
const articleFiles = readdirSync(ARTICLES, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".md"));
const categories = readdirSync(ARTICLES);
const articles = articleFiles
  .filter((file) => !file.endsWith(`/${INDEX}.md`))
  .map((file) => {
    const [category = "", name = ""] = file.split("/");
    const place = { category, slug: name.replace(/\.md$/, "") };
    const source = readFileSync(join(ARTICLES, file), "utf8");
    return { file, place, source, read: () => parseArticleFile(source, place) };
  });

afterAll(stopMarkdownWorkers);

test.each(categories)("the category %s has a name in every language", (category) => {
  const { names } = parseCategoryFile(readFileSync(join(ARTICLES, category, `${INDEX}.md`), "utf8"));
  expect(Object.keys(names)).toEqual(locales);
});

test("every article that is not a translation has one in each other language, in the same place", () => {
  const all = articles.map(({ read }) => read());
  for (const original of all.filter(({ translationOf }) => translationOf === null)) {
    const path = `${original.category}/${original.slug}`;
    const family = [original, ...all.filter(({ translationOf }) => translationOf === path)];
    expect.soft(family.map(({ language }) => language).sort(), path).toEqual(locales);
    expect.soft(new Set(family.map(({ order }) => order)).size, path).toBe(1);
  }
  const paths = all.map(({ category, slug }) => `${category}/${slug}`);
  for (const { translationOf } of all) if (translationOf !== null) expect.soft(paths).toContain(translationOf);
});

describe.each(articles)("$file", ({ place, source, read }) => {
  test("has a name, a title and a summary that the site takes", () => {
    const { title, summary } = read();
    expect(nameProblem(place)).toBeUndefined();
    expect(title.length).toBeLessThanOrEqual(70);
    expect(summary.length).toBeGreaterThan(20);
    expect(summary.length).toBeLessThanOrEqual(160);
    expect(unknownKeys(source)).toEqual([]);
    expect(writeArticleFile(read(), source)).toBe(source);
  });

  test("renders, with sections from the second level on", async () => {
    const { body } = read();
    const { html, complete } = await renderMarkdown(body, { voice: "team", siteOrigin: "https://help.example.com" });
    expect(complete).toBe(true);
    expect(body.replace(/^```[\s\S]*?^```/gm, "")).not.toMatch(/^# /m);
    expect(html).not.toContain("<h1");
  });

  test("leads only to articles of its language and to pages that exist", () => {
    const { body, category, language } = read();
    for (const href of linksIn(body).filter((link) => !/^https?:|^mailto:/.test(link))) {
      const [path = ""] = href.split("#");
      if (!path.endsWith(".md")) {
        expect.soft(leadsSomewhere(new URL(path, "http://localhost").pathname), href).toBe(true);
        expect.soft(href).toMatch(/^\//);
        continue;
      }
      const target = join(category, path).replaceAll("\\", "/");
      const found = articles.find(({ file }) => file === target);
      expect.soft(found?.read().language, href).toBe(language);
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
