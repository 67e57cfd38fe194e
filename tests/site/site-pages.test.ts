import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Locale } from "~/i18n/locale.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { findSitePage } from "~/site/site-pages.server.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "glasno-"));
  for (const folder of ["own", "shipped"]) mkdirSync(join(root, folder));
});

afterEach(() => rmSync(root, { recursive: true }));
afterAll(() => stopMarkdownWorkers());

/** Writes `own/terms.en.md`, as saved so many seconds after the epoch. */
function write(file: string, text: string, savedAt = 1): void {
  const source = text.startsWith("---") ? text : `---\ntitle: Terms\n---\n\n${text}\n`;
  writeFileSync(join(root, file), source);
  utimesSync(join(root, file), savedAt, savedAt);
}

function find(slug: string, locale: Locale = "en") {
  const folders = [join(root, "own"), join(root, "shipped")];
  return findSitePage({ slug, locale, origin: "https://help.example.com", folders });
}

test("a page is Markdown under a title", async () => {
  write(
    "shipped/terms.en.md",
    "---\ntitle: Terms\ndescription: What we promise.\n---\n\n## One\n\n[Write](/tickets/new)",
  );
  expect(await find("terms")).toEqual({
    locale: "en",
    title: "Terms",
    description: "What we promise.",
    html: expect.stringMatching(/<h2.*One<\/h2>\s*<p><a href="\/tickets\/new">Write<\/a>/),
  });
});

test("without a description its first words stand for it", async () => {
  write("shipped/terms.en.md", "We promise **nothing**.");
  expect(await find("terms")).toMatchObject({ description: "We promise nothing." });
});

test("the team's own text goes before the one that came with the program", async () => {
  write("shipped/terms.en.md", "theirs");
  write("own/terms.en.md", "ours");
  expect((await find("terms"))?.html).toContain("ours");
});

test("the site's language goes before English, wherever the file lies", async () => {
  write("own/terms.en.md", "English");
  write("shipped/terms.uk.md", "українською");
  expect(await find("terms", "uk")).toMatchObject({ locale: "uk", html: expect.stringContaining("українською") });
  expect(await find("terms", "ru")).toMatchObject({ locale: "en", html: expect.stringContaining("English") });
});

test("a changed file is shown without a restart, an unchanged one is not rendered again", async () => {
  write("own/terms.en.md", "before");
  const first = await find("terms");
  expect(await find("terms")).toBe(first);
  write("own/terms.en.md", "after!", 2);
  expect((await find("terms"))?.html).toContain("after!");
  rmSync(join(root, "own/terms.en.md"));
  expect(await find("terms")).toBeUndefined();
});

test.each(["nothing", "", "Terms", "../own/terms", "terms.en", "..", "terms/../terms", "a".repeat(300)])(
  "there is no page %j",
  async (slug) => {
    write("own/terms.en.md", "text");
    expect(await find(slug)).toBeUndefined();
  },
);

test.each([
  ["without a title", "---\ndescription: x\n---\n\ntext"],
  ["without text", "---\ntitle: Terms\n---\n\n"],
  ["with a title that YAML does not understand", "---\ntitle: Terms: ours\n---\n\ntext"],
])("a file %s says which file it is and what to mend", async (_, source) => {
  write("own/terms.en.md", source);
  await expect(find("terms")).rejects.toThrow(/own\/terms\.en\.md cannot be shown: .+/);
});
