import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Catalogue,
  catalogueFaults,
  keyFaults,
  readCatalogue,
  readSource,
  spokenKeys,
} from "./support/language.ts";

const languages = readdirSync("app/i18n", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const catalogues = new Map(languages.map((language) => [language, readCatalogue(join("app/i18n", language))]));
const english = catalogues.get("en") as Catalogue;
const namespaces = new Set(readdirSync("app/i18n/en").map((file) => file.replace(".json", "")));

/** Their subject is letters: they tell languages apart, fold and transliterate, or know words that nobody may take. */
const ABOUT_LETTERS = [
  "app/articles/courtesies.ts",
  "app/imports/former-words.ts",
  "app/mail-in/machine-mail.ts",
  "app/mail-in/quote-words.ts",
  "app/markdown/text-language.ts",
  "app/people/look-alikes.ts",
  "app/people/reserved-names.ts",
  "app/moderation/evidence.ts",
  "app/moderation/homoglyphs.ts",
  "app/moderation/own-trouble.ts",
  "app/moderation/own-voice.ts",
  "app/moderation/phrase-families.ts",
  "app/moderation/places.ts",
  "app/moderation/plug.ts",
  "app/moderation/read-text.ts",
  "app/moderation/request-shape.ts",
  "app/moderation/sentences.ts",
  "app/moderation/signature.ts",
  "app/moderation/speaks-of-self.ts",
  "app/moderation/wake-filter.ts",
  "app/moderation/text-signals.ts",
  "app/secrets/card-numbers.ts",
  "app/secrets/named-secrets.ts",
  "app/search/analysis.ts",
  "app/search/fold.ts",
  "app/search/keyboard-layout.ts",
  "app/search/query-language.ts",
  "app/search/query-spelling.ts",
  "app/search/stop-words.ts",
  "app/search/ukrainian-stemmer.ts",
  "app/i18n/latin-slug.ts",
];

const sources = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join("app", file))
  .map((file) => ({ file, ...readSource(file, readFileSync(file, "utf8"), namespaces) }));

test("the interface speaks English, Russian and Ukrainian", () => {
  expect(languages.sort()).toEqual(["en", "ru", "uk"]);
});

test.each(languages)("the words of %s are complete and polite", (language) => {
  expect(catalogueFaults(language, catalogues.get(language) as Catalogue, english)).toEqual([]);
});

test("no text lives in code", () => {
  expect(sources.filter(({ file }) => !ABOUT_LETTERS.includes(file)).flatMap(({ words }) => words)).toEqual([]);
});

test("every key that the code says exists, and every key is said somewhere", () => {
  expect(
    keyFaults(
      spokenKeys(english),
      sources.flatMap(({ used }) => used),
    ),
  ).toEqual([]);
});

describe("the check itself notices", () => {
  const en = {
    "a:title": "Title",
    "a:hello": "Hello, {{name}}",
    "a:reply_one": "one reply",
    "a:reply_other": "{{count}} replies",
  };
  const ru = {
    "a:title": "Название",
    "a:hello": "Привет, {{name}}",
    "a:reply_one": "{{count}} ответ",
    "a:reply_few": "{{count}} ответа",
    "a:reply_many": "{{count}} ответов",
    "a:reply_other": "{{count}} ответа",
  };
  const faults = (change: Record<string, string | undefined>) => {
    const texts = Object.entries({ ...ru, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return catalogueFaults("ru", new Map(texts), new Map(Object.entries(en)));
  };

  test.each<[string, Record<string, string | undefined>, string[]]>([
    ["nothing wrong", {}, []],
    ["a missing key", { "a:title": undefined }, ["a:title is missing"]],
    ["a key too many", { "a:more": "Ещё" }, ["a:more is not in the other language"]],
    ["a missing plural form", { "a:reply_few": undefined }, ["a:reply_few is missing"]],
    ["a form that the language lacks", { "a:reply_two": "{{count}}" }, ["a:reply_two: ru has no such form"]],
    ["an empty text", { "a:title": " " }, ["a:title is empty"]],
    ["an exclamation mark", { "a:title": "Ура!" }, ["a:title shouts"]],
    ["a word that blames", { "a:title": "Invalid" }, ["a:title blames"]],
    ["a lost placeholder", { "a:hello": "Привет" }, ["a:hello lacks {{name}}"]],
    ["a number said in words for 1, 21, 31", { "a:reply_one": "один ответ" }, ["a:reply_one lacks {{count}}"]],
    ["a placeholder too many", { "a:title": "{{x}}" }, ["a:title has an unknown {{x}}"]],
  ])("%s", (_label, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  test.each([
    ["text between tags", "<p>Hello</p>", 1],
    ["text in braces", '<p>{"Hello"}</p>', 1],
    ["text in a choice", '<p>{open ? "Open" : "Closed"}</p>', 2],
    ["text around a value", "<p>{`from ${name}`}</p>", 1],
    ["text in an attribute", '<img alt="A cat" />', 1],
    ["text in an attribute's choice", '<a title={open && "Open"} />', 1],
    ["Cyrillic in a string", 'const word = "привет";', 1],
    ["Cyrillic in a pattern", "const word = /[а-я]/;", 1],
    ["no words, only signs", "<p>· — 3 %</p>", 0],
    ["words for machines", '<p className="a" data-status={open ? "open" : "done"}><code>npm start</code></p>', 0],
    ["a key", '<p>{t("a:title")}</p>', 0],
    ["a sample of letters", "<b>Aa</b>", 0],
    ["a comment", "// привет", 0],
  ])("%s", (_label, code, count) => {
    expect(readSource("x.tsx", code, namespaces).words).toHaveLength(count);
  });

  test.each([
    ["a key that does not exist", 't("a:titel"); t("a:title");', ["x.ts:1 no such key: a:titel"]],
    ["a key in a choice", 't(open ? "a:title" : "a:titel");', ["x.ts:1 no such key: a:titel"]],
    ["a key without t()", 'const message = "a:titel"; t("a:title");', ["x.ts:1 no such key: a:titel"]],
    ["a key that nobody says", 't("b:title");', ["x.ts:1 no such key: b:title", "a:title is used nowhere"]],
    ["nothing wrong with a key that is put together", "t(`a:${name}`);", []],
    ["a prefix of no key", 't(`a:b.${name}`); t("a:title");', ["x.ts:1 no such key: a:b.…"]],
    ["what may be something else than a key", "drop(`a:${id}`);", ["a:title is used nowhere"]],
    ["a key that is all variable", "t(`${key}`);", ["a:title is used nowhere"]],
  ])("%s", (_label, code, expected) => {
    expect(keyFaults(new Set(["a:title"]), readSource("x.ts", code, new Set(["a"])).used)).toEqual(expected);
  });
});
