/*
 * How the programs that people write mails with announce what they quote, in English, Russian and Ukrainian. All of it
 * is tried on one line at a time, or a few joined ones, of at most a few hundred characters.
 */

const WROTE =
  "wrote|writes|napisał|schrieb|a écrit|пишет|пишете|писал|писала|писали|написал|написала|написали|пише|пишете|писав|написав|написала|написали";
/** "wrote:", "писал(а):", "написав(ла):", "написав (-ла):", "you wrote" with what follows. */
const wrote = new RegExp(`(?:^|[\\s,>)"»])(?:${WROTE})(?:\\s?\\(-?(?:а|ла)\\))?\\s*:\\s*$`, "iu");
/** "Quoting Anna <…>:" */
const quoting = /^(?:quoting|citing|цитирование|цитата|цитую|цитування)(?![\p{L}])/iu;
const youWrote = /^(?:you wrote|вы писали|вы написали|ви писали|ви написали)(?![\p{L}])/iu;

/** "1/12/26", "12.01.2026", "2026-01-12", "12 января 2026", "Jan 12, 2026". */
const date =
  /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?:^|[^\d])\d{1,2}(?:st|nd|rd|th)?[\s-]+\p{L}{3,12}\.?,?[\s-]+\d{2,4}|\p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}/u;
const time = /\d{1,2}[:.]\d{2}/;
const address = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+|<[^<>\s]*@[^<>]*>/;
/** "… 10:15 +03:00 от Анна", "from Anna <…>". */
const sender = /(?:^|\s)(?:от|від|from)\s+\S/iu;

/** Where the last line of an attribution may end. */
export const endsAttribution = (text: string): boolean => /[:：]\s*$/u.test(text);

/**
 * Whether a line, or a few joined ones, says who wrote what comes next. `sure`: it says when and who, so that nothing
 * else it could be; `likely`: only if something quoted follows.
 */
export function attribution(text: string): "sure" | "likely" | undefined {
  if (text.length > 400) return undefined;
  const line = text.replace(/[*_]+/g, "").trim();
  if (!endsAttribution(line)) return undefined;
  const saysWrote = wrote.test(line) || youWrote.test(line) || /(?:you wrote|вы писали|ви писали)\s*:\s*$/iu.test(line);
  const saysWhen = date.test(line) || (time.test(line) && /\d{4}/.test(line));
  if (quoting.test(line) && address.test(line)) return "sure";
  if (saysWhen && (saysWrote || (address.test(line) && (time.test(line) || /[>)]\s*:\s*$/.test(line))))) return "sure";
  if (saysWhen && time.test(line) && sender.test(line)) return "sure";
  if (saysWhen && time.test(line) && line.length < 200) return "likely";
  return saysWrote && line.length < 200 ? "likely" : undefined;
}

const WEEKDAY =
  "mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|п.ятниця|субота|неділя";
/** How an attribution begins whose date stands on its next line. */
const opening = new RegExp(
  `^(?:on\\s+\\S|(?:${WEEKDAY})\\p{L}*[.,]|\\d{1,2}\\s+\\p{L}{3,12}|\\d{1,4}[./-]\\d{1,2}[./-]|вы писали|ви писали|you wrote)`,
  "iu",
);
export const opensAttribution = (text: string): boolean => text.length < 200 && opening.test(text.trim());

const ANNOUNCED =
  "original message|original appointment|reply message|reply above this line|forwarded message|begin forwarded message|исходное сообщение|исходное письмо|оригинальное сообщение|оригинал сообщения|оригинал письма|пересылаемое сообщение|пересланное сообщение|пересылаемое письмо|начало переадресованного сообщения|начало пересылаемого сообщения|конец пересылаемого сообщения|завершение пересылаемого сообщения|вихідне повідомлення|оригінальне повідомлення|оригінал повідомлення|оригінал листа|початкове повідомлення|початковий лист|переслане повідомлення|пересланий лист|початок пересланого повідомлення|початок переспрямованого повідомлення|початок переадресованого повідомлення";
const announced = new RegExp(`^(?:[-—–_*=>\\s]{0,60})(?:${ANNOUNCED})(?:[-—–_*=:\\s]{0,60})$`, "iu");
const ruled = /^[-—–_*=]{2,}/;

/** "-----Original Message-----" and its kin: from there on nothing is the sender's. */
export function announcesOriginal(text: string): boolean {
  const line = text.trim();
  if (line.length > 160) return false;
  if (/^=+8<=/.test(line)) return true;
  if (!announced.test(line)) return false;
  return ruled.test(line) || /:$/.test(line);
}

/** Names of a mail's header fields, as programs write them above what they quote. */
const fields: [name: string, words: string][] = [
  ["from", "from|от|от кого|від|від кого|отправитель|відправник"],
  [
    "date",
    "sent|date|sent at|дата|отправлено|отправлено на|отправленные|дата отправки|дата и время|надіслано|надіслані|відправлено|дата надсилання|дата й час",
  ],
  ["to", "to|кому|получатель|одержувач"],
  ["cc", "cc|копия|копія|bcc|скрытая копия|прихована копія"],
  ["subject", "subject|тема"],
  ["reply", "reply-to|ответить|importance|важность|важливість|attachments|вложения|вкладення"],
];
const field = fields.map(([name, words]) => ({
  name,
  test: new RegExp(`^[*_\\s]*(?:${words})[*_\\s]*:[*_]*(?:\\s|$)`, "iu"),
}));

/** Which header field a line repeats: "Sent: Monday…" is "date". */
export function headerField(text: string): string | undefined {
  // Most lines have no such sign near their beginning.
  if (!/^[^:]{2,40}:/.test(text)) return undefined;
  return field.find(({ test }) => test.test(text))?.name;
}

/** "Sent from my iPhone" and its kin, at the end of a text. */
const sentFrom =
  /^(?:\W{0,3})(?:sent (?:from|via|with|using)\b|get (?:the )?outlook for\b|envoyé depuis|отправлено (?:из|с|со|через|при помощи|с помощью)\s|отправлено (?:мобильн|почтой)|послано (?:из|с)\s|написано (?:из|с)\s|пересылано с\s|(?:скачать|загрузить|получить|скачайте) outlook|надіслано (?:з|із|зі|через|за допомогою|від)\s|відправлено (?:з|із|зі|через|за допомогою)\s|послано (?:з|із)\s|(?:завантажити|отримати|завантажте) outlook)/iu;
const checked =
  /^(?:\W{0,3})(?:virus-free\b|this e-?mail has been (?:checked|scanned)|без вирусов|не содержит вирусов|это (?:письмо|сообщение) (?:было )?проверено|без вірусів|цей лист (?:було )?перевірено|(?:www\.)?avast\.com)/iu;

export const isFooter = (text: string): boolean => {
  const line = text.trim();
  return line.length > 0 && line.length <= 140 && (sentFrom.test(line) || checked.test(line));
};

/** What stands above a signature by itself: "-- ", also with the dash that some programs make of it. */
export const isSignatureRule = (text: string): boolean => /^(?:--|—|––|- -|_{2,12})[ \u00a0]*$/.test(text);

/** A long line of strokes: above a quotation, or above what a mailing list adds. */
export const isLongRule = (text: string): boolean => /^\s*[_-]{20,}\s*$/.test(text);

/** How people close a letter above their name, job and telephone. */
const closing =
  /^(?:с (?:глубоким |искренним |большим )?уважением|с наилучшими пожеланиями|с добрыми пожеланиями|искренне ваш\p{L}{0,2}|з (?:глибокою |щирою |великою )?повагою|з найкращими побажаннями|щиро ваш\p{L}{0,2}|(?:(?:with )?(?:best|kind|kindest|warm|warmest|many) )?regards|best wishes|with best wishes|sincerely|sincerely yours|yours (?:sincerely|faithfully|truly)|respectfully)(?![\p{L}])/iu;

/** Words that close a letter only where they have the line for themselves, or a name behind them. */
const shortClosing = /^(?:(?:all the )?best|cheers|с ув\.?,?(?:\s+[\p{Lu}][\p{L}.]+){0,3}),?$/iu;

export function isClosing(text: string): boolean {
  const line = text.trim();
  return line.length <= 80 && (closing.test(line) || shortClosing.test(line));
}

/** Three strokes are a line in a text as well as what stands above a name. */
export const isShortRule = (text: string): boolean => /^-{3,5}\s{0,3}$/.test(text);
