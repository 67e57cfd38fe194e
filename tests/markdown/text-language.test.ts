import { describe, expect, test } from "vitest";
import { detectLanguage } from "~/markdown/text-language";
import { hasSamples, readSamples } from "../support/samples";

test.each([
  ["ru", "Не могу войти в личный кабинет"],
  ["ru", "Почему API возвращает 429 Too Many Requests?"],
  ["ru", "Привет, как дела"],
  ["uk", "Не можу увійти до свого кабінету"],
  ["uk", "Чому підказки мовчать, якщо адреса починається з індексу?"],
  ["en", "How do I log in?"],
  ["en", "I cannot log in"],
  ["en", "Export to CSV does not work on Safari"],
  ["en", "API returns 429 for all requests"],
  ["en", "Feature request: dark mode"],
  ["en", "Thanks a lot, great product!"],
  ["en", "Docker compose error on ARM"],
  ["en", "Invalid SSL certificate error 525"],
  ["en", "Support keyboard shortcuts"],
  ["en", "Error: ENOENT no such file or directory"],
  ["de", "Bitte helfen Sie mir, ich kann mich nicht anmelden"],
  ["de", "Wie kann ich meine Daten als CSV exportieren?"],
  ["fr", "Comment puis-je exporter mes données ?"],
  ["fr", "Le bouton ne fonctionne pas sur mobile"],
  ["pl", "Nie mogę się zalogować do panelu"],
  ["es", "¿Cómo puedo cambiar mi contraseña?"],
  ["es", "No puedo entrar en mi cuenta desde ayer"],
  ["pt", "Como posso exportar os meus dados?"],
  ["nl", "Ik kan niet inloggen op mijn account"],
  ["tr", "Hesabıma giriş yapamıyorum, yardım eder misiniz?"],
  ["el", "Δεν μπορώ να συνδεθώ στον λογαριασμό μου"],
  ["ja", "ログインできません。助けてください。"],
  ["zh", "无法登录我的账户，请帮帮我，谢谢"],
])("%s: %s", (language, text) => {
  expect(detectLanguage(text, "xx")).toBe(language);
});

describe("what does not count", () => {
  test.each([
    ["fenced code", "Не работает вот это:\n\n```js\nconst answer = await fetch(address).then(toText);\n```"],
    ["code that was not closed", "Не работает вот это:\n\n```\nconst answer = await fetch(address).then(toText);"],
    ["indented code", "Не работает вот это:\n\n    const answer = await something(address);\n"],
    ["code within a line", "Почему `const answer = await something` не работает"],
    ["an address", "Смотрите тут https://example.com/very/long/path/of/latin/letters и всё"],
    ["a tag", '<details class="something"><summary>Посмотрите сюда</summary></details>'],
  ])("%s", (_what, text) => {
    expect(detectLanguage(text, "xx")).toBe("ru");
  });

  test.each([[""], ["429?"], ["Ошибка"], ["https://example.com/a/long/address"], ["```\nconst answer = 42\n```"]])(
    "nothing is left of %j, so it is in the site's language",
    (text) => {
      expect(detectLanguage(text, "uk")).toBe("uk");
    },
  );
});

describe.skipIf(!hasSamples)("short texts of real people", () => {
  const texts = hasSamples ? readSamples<{ text: string; lang: string }>("abuse", "spam-dev.jsonl") : [];

  test.each([
    ["en", 0.01],
    ["ru", 0.02],
    ["uk", 0.03],
  ])(
    "%s is called something else in fewer than %d of cases",
    (lang, share) => {
      const own = texts.filter((text) => text.lang === lang);
      const wrong = own.filter(({ text }) => detectLanguage(text, lang) !== lang);
      expect(own.length).toBeGreaterThan(400);
      expect(wrong.length / own.length).toBeLessThan(share);
    },
    60_000,
  );
});
