import { describe, expect, test } from "vitest";
import { stemsOf, termsOf } from "~/search/analysis.ts";
import { switchedLayout, switchedLayouts } from "~/search/keyboard-layout.ts";

/** Whether each word of the query is in the text. */
function finds(query: string, text: string, language: string): boolean {
  const stems = stemsOf(text, language, { withStopWords: true });
  const terms = termsOf(query, 10);
  return terms.length > 0 && terms.every((term) => term.stems.some((stem) => stems.has(stem)));
}

test.each([
  ["платежей", "Завис платёж", "ru"],
  ["платёж", "Список платежей пуст", "ru"],
  ["платеж", "Платёжами", "ru"],
  ["не проходят", "Карта не проходит", "ru"],
  ["не проходит", "Платежи не проходят", "ru"],
  ["лимит", "лимиты", "ru"],
  ["отмена", "нужна отмену", "ru"],
  ["доменов", "домен", "ru"],
  ["кредитов", "кредит", "ru"],
  ["времени", "время", "ru"],
  ["подключение", "не могу подключить", "ru"],
  ["платежів", "Платіж завис", "uk"],
  ["платіж", "Список платежів", "uk"],
  ["помилка", "Скільки помилок", "uk"],
  ["експорт", "Після експорту", "uk"],
  ["тариф", "Який із тарифів кращий", "uk"],
  ["тариф", "Какой из тарифов лучше", "ru"],
  ["тарифів", "який тариф", "uk"],
  ["exports", "It was exported", "en"],
  ["EXPORTING", "an export", "en"],
  ["маршрут", "English with a word маршруты inside", "en"],
  ["обʼєкт", "об'єкти", "uk"],
  ["об’єкт", "обєктами", "uk"],
  ["объект", "объекты", "ru"],
  ["аґрус", "агрус", "uk"],
  ["елка", "Ёлки", "ru"],
  ["ёлка", "елки", "ru"],
  ["café", "the CAFE", "en"],
  ["cafe", "le café", "fr"],
  ["Straße", "strasse", "de"],
  ["ﬁle", "files", "en"],
  ["ＡＰＩ", "the api", "en"],
  ["слово", "сло́во с ударением", "ru"],
  ["don't", "don’t", "en"],
  ["user", "the user's name", "en"],
  ["API_KEY", "set API_KEY to", "en"],
  ["api_key", "`API_KEY`", "ru"],
  ["key", "set API_KEY to", "en"],
  ["v2.1", "since v2.1, it", "en"],
  ["404", "ошибка 404", "ru"],
  ["E4042", "код e4042", "ru"],
  ["node.js", "in Node.js.", "en"],
  ["node", "in Node.js.", "en"],
  ["c++", "C++ client", "en"],
  ["c#", "C# client", "en"],
  ["e-mail", "an email", "en"],
  ["email", "an e-mail", "en"],
  ["веб-сайт", "сайт в вебе", "ru"],
  ["err_timeout", "net::ERR_TIMEOUT", "en"],
  ["timeout", "net::ERR_TIMEOUT", "en"],
  ["192.168.0.1", "at 192.168.0.1:8080", "en"],
  ["как это", "как это понимать", "ru"],
  ["how to", "How to do it", "en"],
  ["що це", "що це таке", "uk"],
])("%s finds «%s» (%s)", (query, text, language) => {
  expect(finds(query, text, language)).toBe(true);
});

test.each([
  ["платёж", "плата за проезд", "ru"],
  ["404", "4041", "ru"],
  ["v2.1", "v2.2", "en"],
  ["ёлка", "ёлочный", "ru"],
  ["api_key", "api and key", "en"],
])("%s does not find «%s»", (query, text, language) => {
  expect(finds(query, text, language)).toBe(false);
});

test.each([
  ["how do I export", ["export"]],
  ["как мне отменить платёж", ["отменить", "платеж"]],
  ["як скасувати платіж", ["скасувати", "платіж"]],
  ["how to", ["how", "to"]],
  ["export Export exports", ["export"]],
])("of «%s» %j is asked for", (query, words) => {
  expect(termsOf(query, 10).map(({ word }) => word)).toEqual(words);
});

test.each(["", " ", "\"'*()^:-", "😀", "\0", "﷽", "½ ⑴ ﷺ", "\ud800", "a".repeat(10_000), "а".repeat(10_000)])(
  "takes %j",
  (text) => {
    for (const { stems } of termsOf(text, 10)) {
      for (const stem of stems) expect(stem).toMatch(/^[\p{L}\p{N}\p{M}._+#-]+$/u);
    }
  },
);

describe("the wrong layout", () => {
  test.each([
    ["ghbdtn", "привет"],
    ["’rcgjhn vfhihenjd".replace("’", "'"), "экспорт маршрутов"],
    ["GHBDTN", "привет"],
    [",jkmyj", "больно"],
    ["ызщке", "sport"],
    ["учзщке", "export"],
    ["зфннгф", "pa" + "yyua"],
    ["ефіл", "task"],
  ])("%s was %s", (typed, meant) => {
    expect(switchedLayout(typed)).toBe(meant);
  });

  test("Latin keys may have been Russian or Ukrainian", () => {
    expect(switchedLayouts("gjvbkrb e pdsns")).toEqual(["помилки у звыты", "помилки у звіті"]);
  });

  test.each(["", "404", "export экспорт", "—"])("%j has none", (typed) => {
    expect(switchedLayout(typed)).toBeUndefined();
  });
});
