import { describe, expect, test } from "vitest";
import { cutText } from "~/mail-in/cut-text.ts";

/** How programs say who wrote what they quote. */
const announced = [
  "On Mon, Jan 12, 2026 at 10:15 AM Half Past <a@example.org> wrote:",
  "On 2026-01-12 10:15, Half Past wrote:",
  "On Monday 12 January 2026 10:15:00 Half Past wrote:",
  "Half Past <a@example.org> writes:",
  "Monday, January 12, 2026, 10:15:00 AM, you wrote:",
  "Quoting Half Past <a@example.org>:",
  "пн, 12 янв. 2026 г. в 10:15, Полдень <a@example.org>:",
  "12 января 2026 г., 10:15 пользователь Полдень <a@example.org> написал:",
  "2026-01-12 10:15 GMT+03:00 Полдень <a@example.org>:",
  "12.01.2026 10:15, Полдень пишет:",
  "В Пн, 12/01/2026 в 10:15 +0300, Полдень пишет:",
  "В письме от понедельник, 12 января 2026 г. 10:15:00 MSK пользователь Полдень написал:",
  "Понедельник, 12 января 2026, 10:15 +03:00 от Полдень <a@example.org>:",
  "Цитирование Полдень <a@example.org>:",
  "12 янв. 2026 г., в 10:15, Полдень <a@example.org> написал(а):",
  "Полдень писал(а) 12.01.2026 10:15:",
  "пн, 12 січ. 2026 р. о 10:15 Полудень <a@example.org> пише:",
  "12 січня 2026 р., 10:15, Полудень <a@example.org> написав(ла):",
  "Понеділок, 12 січня 2026, 10:15 +02:00 від Полудень <a@example.org>:",
  '12 січня 2026, 10:15:00, від "Полудень" <a@example.org>:',
  "У пн, 12 січ. 2026 р. о 10:15 Полудень <a@example.org> пише:",
];

describe("who is quoted is no part of an answer", () => {
  test.each(announced)("%s", (line) => {
    expect(cutText(`My answer.\n\n${line}\n> quoted\n>\n> more\n`)).toBe("My answer.");
    expect(cutText(`${line}\n> quoted\n\nMy answer.\n`)).toBe("My answer.");
    // No program breaks a shorter one.
    const middle = line.length > 60 ? line.lastIndexOf(" ", 60) : 0;
    if (middle)
      expect(cutText(`My answer.\n${line.slice(0, middle)}\n${line.slice(middle + 1)}\n> quoted\n`)).toBe("My answer.");
  });
});

/** How people and programs sign. */
const signed = [
  "--\nМария Серова",
  "-- \nMaria\n+1 202 555 0100",
  "---\nМария",
  "С уважением,\nМария Серова\nбухгалтер\n+7 495 000-00-00",
  "З повагою, Марія",
  "Kind regards,\n\nMaria Grey\nGrey & Sons",
  "Best,\nMaria",
  "Отправлено с iPhone",
  "Надіслано з мого мобільного пристрою",
  "Sent from Outlook for Android<https://aka.ms/x>",
  "--\nОтправлено из мобильной Почты Mail.ru",
];
test.each(signed)("how somebody signs is no part of an answer: %j", (sign) => {
  expect(cutText(`My answer.\n\n${sign}\n`)).toBe("My answer.");
  expect(cutText(`My answer.\n\n${sign}\n\n12.01.2026 10:15, Полдень пишет:\n> quoted\n`)).toBe("My answer.");
});

/** What looks like it and is what somebody wrote. */
const own = [
  "It says:\n\nerror 500",
  "Вот что пишет сервер 12.01.2026:\n\nошибка 500\nошибка 501",
  "Шаги:\n1. Открыть 10:15\n2. Нажать:",
  "Кому писать?\nТема важная.",
  "From the start:\nTo the end.",
  "Спасибо!\nМария",
  "a --\n--- b",
  "Thanks,\nMaria",
  "First part\n\n---\n\nSecond part, which is long enough to say something about the error on the page, and more",
  "Они писали:\nвсё хорошо",
];
test.each(own)("what only looks like a quotation stays: %j", (text) => {
  expect(cutText(text).replace(/\n+/g, "\n")).toBe(text.replace(/\n+/g, "\n"));
});

test("a mail of a megabyte is cut within a second, whatever it is made of", () => {
  const parts = [
    "> quoted words of a long letter\n",
    "On Mon, Jan 12, 2026 at 10:15 ",
    "12.01.2026, 10:15, ",
    "From: a\n\n",
    " ",
    ":",
    "> a\nb\n",
    "-- \n",
    "________________________\n",
    "wrote: ",
    ">",
    "<a@b",
    "\n",
    "С уважением,\n",
    "\u00a0",
    "пишет:\n",
  ];
  for (const part of parts) {
    const text = `My answer.\n\n${part.repeat(Math.ceil(2 ** 20 / part.length))}`;
    // What it costs, not how busy the machine is.
    const before = process.cpuUsage();
    cutText(text);
    expect(process.cpuUsage(before).user / 1_000, JSON.stringify(part)).toBeLessThan(1_000);
  }
});
