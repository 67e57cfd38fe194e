import { describe, expect, test } from "vitest";
import { type ArticleFacts, parseArticleFile, writeArticleFile } from "~/articles/content-files/article-file.ts";
import { parseCategoryFile, writeCategoryFile } from "~/articles/content-files/category-file.ts";

const place = { category: "guides", slug: "keys" };
const parse = (source: string) => parseArticleFile(source, place);

const plain = "---\ntitle: Keys\nlanguage: en\n---\n\nPress the button.\n";

/** Files as authors write them. */
const files: [string, string][] = [
  ["a plain file", plain],
  ["line ends of Windows", plain.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\uFEFF${plain}`],
  ["no line end at its end", plain.trimEnd()],
  ["empty lines and spaces at its end", `${plain}  \n\n\t\n`],
  [
    "comments, and keys of its author's own",
    `---\n# mine\nlanguage:   en   # really\ntags: [a, b]\n\ntitle: 'It''s'\n---\nText`,
  ],
  ["a folded title and a list of dashes", "---\ntitle: >-\n  One\n  two\nlanguage: en\n---\na\n\n---\n\nb\n---\n"],
  [
    "a title that looks like a number",
    "---\ntitle: 2024\nsummary: no\nlanguage: en\norder: 007\ndraft: true\n---\nText\n",
  ],
  ["tabs, code and other scripts", "---\ntitle: Ключі 🔑\nlanguage: uk\n---\n\n\n\tcode\n\n```\n---\r\n```\n\u00A0\n"],
  ["its keys in braces", '---\n{title: "Keys", language: en}\n---\nText\n'],
  ["a very long text", `${plain}${"слово ".repeat(9_000)}\n`],
  ["a translation", "---\ntitle: Ключи\nlanguage: ru\ntranslation_of: ../setup/keys.md\n---\nТекст\n"],
];

describe.each(files)("a file with %s", (_, source) => {
  const facts = parse(source);

  test("is written back to the byte", () => {
    expect(writeArticleFile(facts, source)).toBe(source);
  });

  test.each<[string, Partial<ArticleFacts>]>([
    ["title", { title: 'Terms: "what" we # promise' }],
    ["title that looks like a number", { title: "12" }],
    ["summary", { summary: "- not a list" }],
    ["language", { language: "ru" }],
    ["order", { order: 12 }],
    ["state", { isDraft: !facts.isDraft }],
    ["original", { translationOf: "guides/other" }],
    ["original gone", { translationOf: null }],
    ["text", { body: "New.\n\n---\n\nText." }],
    ["everything", { title: "1", summary: "2", language: "uk", order: 3, translationOf: "a/b", body: "4" }],
  ])("with a new %s says that", (__, change) => {
    expect(parse(writeArticleFile({ ...facts, ...change }, source))).toEqual({ ...facts, ...change });
  });
});

test("a change on the site moves nothing else in the file", () => {
  const source =
    "\uFEFF---\r\n# mine\r\ntitle:   'Old'  # why\r\nlanguage: en\r\ntags: [ a,b ]\r\n---\r\n\r\nOld text.\r\n\r\n";
  const facts = { ...parse(source), title: "It's new", isDraft: true, body: "One.\nTwo." };
  expect(writeArticleFile(facts, source)).toBe(
    "\uFEFF---\r\n# mine\r\ntitle:   'It''s new'  # why\r\nlanguage: en\r\ntags: [ a,b ]\r\ndraft: true\r\n---\r\n\r\nOne.\r\nTwo.\r\n\r\n",
  );
});

test("an article of the site becomes a file that says the same", () => {
  const facts = {
    ...parse(plain),
    title: "# 1: “no”",
    summary: "x: y",
    translationOf: "guides/a",
    order: 3,
    isDraft: true,
  };
  expect(parse(writeArticleFile(facts, null))).toEqual(facts);
});

test.each([
  ["no front matter", "# Keys", "two lines of three dashes"],
  ["an open front matter", "---\ntitle: Keys\n", "two lines of three dashes"],
  ["no title", "---\nlanguage: en\n---\nText", "it needs a line `title: …`"],
  ["no language", "---\ntitle: Keys\n---\nText", "it needs a line `language: …` with one of en, ru, uk"],
  [
    "a colon",
    "---\nlanguage: en\ntitle: Terms: what\n---\nText",
    "line 3 of its front matter cannot be read: a text with a colon",
  ],
  ["a key twice", "---\ntitle: a\ntitle: b\n---\nText", "unique"],
  ["an order of words", "---\ntitle: a\nlanguage: en\norder: first\n---\nText", "`order` is a whole number"],
  ["another draft", "---\ntitle: a\nlanguage: en\ndraft: yes\n---\nText", "`draft` is true or false"],
  ["a list as title", "---\ntitle: [a]\nlanguage: en\n---\nText", "`title` is one line of text"],
  ["no text", "---\ntitle: a\nlanguage: en\n---\n\n", "there is no text"],
  ["too much text", `${plain}${"a".repeat(60_001)}`, "more than 60000 characters"],
  ["a deep head", `---\n${"[".repeat(15_000)}\n---\nText`, "line 2 of its front matter cannot be read"],
  ["a head that grows", "---\na: &a [x, x]\nb: [*a, *a]\ntitle: a\nlanguage: en\n---\nText", "an alias"],
])("%s is told to its author", (_, source, problem) => {
  expect(() => parse(source)).toThrow(problem);
});

describe("a category's file", () => {
  const source = "---\n# first\norder: 2\nnames:\n  ru: 'Ключи'\n  en: Keys # short\n---\n";

  test("is written back to the byte", () => {
    expect(writeCategoryFile(parseCategoryFile(source), source)).toBe(source);
  });

  test("keeps what did not change", () => {
    const facts = { order: 3, names: { en: "Tokens", ru: "Ключи", uk: "Ключі" } };
    expect(writeCategoryFile(facts, source)).toBe(
      "---\n# first\norder: 3\nnames:\n  ru: 'Ключи'\n  en: Tokens # short\n  uk: Ключі\n---\n",
    );
  });

  test("of one made on the site says the same", () => {
    const facts = { order: 1_000, names: { en: "1: x" } };
    expect(parseCategoryFile(writeCategoryFile(facts, null))).toEqual(facts);
  });

  test.each(["---\norder: 1\n---\n", "---\nnames: Keys\n---\n", "---\nnames:\n  de: x\n---\n"])(
    "%j has no name",
    (text) => {
      expect(() => parseCategoryFile(text)).toThrow("it needs `names:`");
    },
  );
});
