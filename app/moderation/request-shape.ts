import { phrases } from "./phrase.ts";
import type { ReadText } from "./read-text.ts";
import { paragraphsOf, plainOf } from "./sentences.ts";

/** How people ask, wish, thank and complain. */
const asking = phrases(
  "idea, i|we … wanted|hoped|expected|gave up|to, can i|you|we|it|someone|anyone, could i|you|we|it, is|are|does|do|did|will there|it|i|you|my|the|this, please help|fix|add|tell|check|explain|advise, i|we need|want|would|tried|cannot|can't|have|got|am, i'd|i'm|i've, it would be, suggest*|suggestion, help me, thank you|for, thanks for, should, must be, could be, would be|help|love|like, we'd|i'd, let us|me|users, allow*, wish, please add|make|let|allow|bring",
  "можно, нельзя, подскажите|помогите|посоветуйте|объясните, хотелось, хочу|хотел*|хотим, добавьте|сделайте|исправьте|верните|уберите, нужно|надо|нужна|нужен бы|чтобы|помощь|возможность, у меня|нас, спасибо|благодарю|благодарим, должн* … быть, было бы, не хватает, пусть, дайте, не понимаю|понятно|знаю|могу|можем",
  "чи, можна, підкажіть|допоможіть|порадьте|поясніть, хотілося|хочу|хотів*|хотіл*|хочемо, додайте|зробіть|виправте|поверніть|приберіть, потрібно|треба|потрібна щоб|би|допомога|можливість, у|в мене|нас, дякую|дякуємо|вдячн*, повинн*|має … бути, було б, бракує, нехай, дайте, не розумію|зрозуміло|знаю|можу|можемо",
);

/** Words of questions, which join parts of sentences too: "the one which", "that's why". */
const QUESTIONING =
  "why|how|what|when|where|which|почему|как|зачем|когда|где|куда|откуда|сколько|какой|какая|какие|какое|каким|чому|як|навіщо|коли|де|куди|звідки|скільки|який|яка|які|яке|яким";
const joining = phrases(QUESTIONING);

/** That something of a product fails. */
const failing = phrases(
  // Something does not do what it should; "you won't regret" and "do not miss" speak to the reader.
  "i|we lost|lose, instead of a|an|the|my|our, slow|slowly|slower|slows, takes|took|loads … seconds|minutes|hours|forever|ages|long, used to work|be|show, worked|fine|was|were before|until|yesterday, had to refund|return|redo|restart, drops|loses|ignores|skips|overlaps|truncates|duplicates|forgets|covers|swallows|cuts the|a|my|our|its|it|every|some|all|off, doesn't|didn't|isn't|aren't|wasn't|hasn't|haven't|won't|can't|cannot … save|respond|react|match|appear|sync|refresh|scroll|print|fit|start|apply|applied, does|did|is|are|was|has|have not … respond*|match*|appear*|sync*|refresh*|apply*|applied|visible|available|there, just|only says|shows|said, returns|returned|throws|gives|got error|errors|#, shows|showing|displays an|a|nothing|empty|blank|white|error, blank|empty white|page|box|screen|window|result*, laggy|flicker*|sluggish, still dead|down|broken|wrong|nothing|waiting, deleted|lost|removed|erased … my, nobody|no one|noone answers|answered|replies|replied|responds, waiting for ##|#|two|three|four|five|six|seven|eight|nine|ten|days|weeks|months, charged twice, money back, since|after … update*|upgrade*|release|deploy*|yesterday|morning|night|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|migration, is|are|went|been down, stops|stopped after|responding|when|every|randomly, after a restart|reboot|reinstall",
  "can't|cannot|couldn't|unable|won't|doesn't|don't|didn't|isn't|not … log|login|open|work|working|works|load|loading|find|see|get|save|send|sent|show|showing|upload|download|install|update|change|add|access|connect|receive*|arriv*|appear*|go|gone|through|start|use|pay|verify, error|errors|bug|bugs|crash*|freez*|glitch|broken|fails|failed|failing|failure|exception|timeout|declined|rejected|stuck|pending|missing|gone|wrong|charged|stopped|reverted|cancelled|canceled, not working|showing, stopped working, no longer",
  "неправильн*|неверн*|некорректн*, выходит|получается|приходит|показывает|пишет … вместо, открыва*|грузит*|загружа*|работает … долго|медленно, раньше|прежде … работал*|был*|показыв*, до # … работал*|был*, пришлось, приход* … без, верните, после|с … обновлен*|вчера*|утра|понедельник*|вторник*|среды|четверг*|пятниц*|выходн*|релиз*|переезд*|перезагруз*, лежит, стоит … касса|работа|магазин, подорожал*, третий|второй|четвертый|пятый день, не *ется|*ится|*ются|*ятся|*лся|*лась|*лось|*лись, не применя*|нажима*|обновля*|подход*|отвеча*|помога*|реагир*|найд*|доход*|дошл*|дошел, ни одного|одной человек*|ответ*|письм*, молчит, пуст* страниц*|экран*|окно|список, съехал*|наезжа*|налез*|мерца*|дерга*|виснет|лагает, дважды, не грузит*|открыв*",
  "неправильн*|невірн*|некоректн*|хибн*, виходить|приходить|показує|пише … замість, а виходить, відкрива*|вантаж*|завантажу*|працює … довго|повільно, раніше|колись … працю*|бул*|був|показув*, до # … працю*|бул*, довелося, приход* … без, поверніть, після|з … оновлен*|вчора*|ранку|понеділк*|вівторк*|середи|четверг*|п'ятниц*|вихідн*|реліз*|переїзд*|перезавантаж*, лежить, подорожча*, третій|другий|четвертий|п'ятий день, не *ється|*иться|*ються|*яться|*вся|*лася|*лося|*лися, не застосов*|натиска*|оновлю*|підход*|відповіда*|допомага*|реагу*|доход*|дійшл*|дійшов, жодно* відповід*|людин*|лист*, мовчить, порожн* сторінк*|екран*|вікно|список, з'їхал*|налаз*|мерехт*|смика*|висне, двічі",
  "не работа*|могу|можем|получ*|открыва*|приход*|пришл*|видно|загруж*|отобра*|запуска*|сохран*|отправ*|обновля*|находит|вижу|удается|подключ*|устан*|срабат*|грузит*|видит|входит, ошибк*|баг|баги|сбой|вылета*|зависа*|завис*|сломал*|сломан*|пропал*|исчез*|слетел*|тормоз*|падает|крашит*|глюч*|проблем*, перестал*",
  "не працю*|можу|можемо|виходить|відкрива*|приход*|прийшл*|видно|завантаж*|відобра*|запуска*|зберіг*|надсила*|надійш*|оновлю*|знаходить|бачу|вдається|підключ*|встанов*|спрацьов*|вантаж*|бачить|входить, помилк*|баг|баги|збій|вилітає|зависає|завис*|зламал*|зламан*|зникл*|зникає|злетіл*|гальмує|падає|глючить|проблем*, перестал*|перестав",
);

/** What people have dealings with when they write to those who make it. */
const subject = phrases(
  "account*|app|application|card|cards|payment*|pay|transfer*|top|topup|balance|money|cash|atm|fee|fees|charge*|refund*|statement|currency|currencies|exchange|rate|pin|passcode|identity|verif*|password*|login|log|sign|email|e-mail|phone|address|settings|setting|page|site|website|browser|chrome|firefox|safari|android|ios|iphone|windows|linux|mac|version|update*|install*|file|files|upload*|download*|export*|import*|api|server|database*|docker|plugin|theme|mode|button|menu|screen|notification*|search|filter|tag|tags|category|ticket*|report*|invoice*|price|prices|pricing|discount*|order|orders|delivery|subscription|plan|license|trial|feature*|documentation|docs|tutorial|code|function|query|table|field|form|user|users|permission*|backup*|sync*|token|key|link|vat|tax|bank|virtual|disposable|direct|debit|mastercard|visa|cheque|beneficiary|transaction*|purchase*|widget*|portal|status|parcel|tracking|checkout|cart|agent|sync|service|machine|device*|shortcut*|keyboard|message*|mail|inbox|calendar|list|photos|images|image|hook|webhook*|cdn|dns|ssl|domain*|router|driver*|seat|seats|role|roles|font*|newsletter*|mailer|template*|banner*|receipt*|printer*|profile|footer|header|console|column*|article*|booking*, dark mode|theme",
  "аккаунт*|учетн*|приложен*|программ*|карт*|оплат*|платеж*|перевод*|баланс*|списал*|возврат*|комисси*|пароль|пароля|паролем|логин*|вход|войти|почт*|письм*|телефон*|адрес*|настройк*|страниц*|сайт*|браузер*|хром*|андроид*|айфон*|windows|linux|mac|верси*|обновлен*|обновил*|установ*|файл*|загруз*|выгруз*|экспорт*|импорт*|api|сервер*|баз*|докер|плагин*|тем*|кнопк*|меню|экран*|уведомлен*|поиск*|фильтр*|тег*|категор*|заявк*|тикет*|отчет*|счет*|цена|цены|стоимост*|скидк*|заказ*|доставк*|подписк*|тариф*|лицензи*|пробн*|функци*|документац*|инструкц*|код|кода|коде|запрос*|таблиц*|поле|поля|форм*|пользовател*|прав|права|доступ*|резервн*|синхрониз*|бот|бота|боту|ботом|виджет*|модул*|посылк*|трек|корзин*|список|списк*|вебхук*|задач*|сообщен*|фото|картинк*|календар*|касс*|сервис*|токен*|ключ*|клавиатур*|диск*|памят*|процессор*|ноутбук*|звук*|микрофон*|наушник*|vpn|впн|ip|ссылк*|стать|статья|статьи|статью|статье|рассылк*|шаблон*|баннер*|чек|чека|чеке|чеки|принтер*|консол*|склад|складе|остатк*|отзыв*|колонк*|кабинет*",
  "акаунт*|обліков*|застосун*|додат*|програм*|карт*|оплат*|платіж*|платеж*|переказ*|баланс*|списал*|повернен*|комісі*|пароль|пароля|паролем|логін*|вхід|увійти|пошт*|лист|листи|телефон*|адрес*|налаштуван*|сторінк*|сайт*|браузер*|хром*|андроїд*|айфон*|windows|linux|mac|версі*|оновлен*|оновив*|встанов*|файл*|завантаж*|вивантаж*|експорт*|імпорт*|api|сервер*|баз*|докер|плагін*|тем*|кнопк*|меню|екран*|сповіщен*|пошук*|фільтр*|тег*|категор*|заявк*|тікет*|звіт*|рахун*|ціна|ціни|вартіст*|знижк*|замовлен*|доставк*|підписк*|тариф*|ліцензі*|пробн*|функці*|документац*|інструкц*|код|коду|коді|запит*|таблиц*|поле|поля|форм*|користувач*|прав|права|доступ*|резервн*|синхроніз*|бот|бота|боту|ботом|віджет*|модул*|посилк*|трек|кошик*|список|списк*|вебхук*|задач*|завдан*|повідомлен*|фото|картинк*|календар*|кас*|сервіс*|платформ*|токен*|ключ*|посилан*|стаття|статті|статтю|статей|розсилк*|шаблон*|банер*|чек|чека|чеки|принтер*|консол*|склад|складі|залишк*|відгук*|колонк*|кабінет*|кешбек*",
);

/** What people say who want nothing more. */
const thanking = phrases(
  "thank you|u, thanks, thx, appreciate*, you rock, well done, great|excellent|awesome|amazing|lovely work|job|support|app|service|tool|product, best support",
  "спасибо, благодар*, молодцы, так держать, отличн*|классн*|супер|чудесн* работ*|поддержк*|приложен*|программ*|сервис*, очень удобн*",
  "дякую, дякуємо, вдячн*, молодці, так тримати, чудов*|відмінн*|класн*|супер робот*|підтримк*|застосун*|програм*|сервіс*, дуже зручн*",
);

const isAsking = (plain: string): boolean => asking.test(plain) || joining.test(plain);

const FEW_WORDS = 30;

/** Whether it says that something fails, or thanks: enough where it has nothing else to say. */
export const isPlainWord = ({ plain, words }: ReadText): boolean =>
  words.length <= FEW_WORDS && (failing.test(plain) || thanking.test(plain));

/** Whether it thanks and wants nothing more. */
export const isOnlyThanks = ({ plain, clean, words }: ReadText): boolean =>
  words.length <= 40 && thanking.test(plain) && !failing.test(plain) && !clean.includes("?");

/** Whether a text looks like what people bring here: a question, a wish, something that fails, a word of thanks. */
export function looksLikeRequest({ plain, clean, words }: ReadText): boolean {
  return words.length >= 3 && (clean.includes("?") || isAsking(plain) || failing.test(plain) || thanking.test(plain));
}

/** Whether something of a product is named anywhere in it, and something asked for, or said to fail. */
export function isAboutProduct({ plain, clean, words }: ReadText): boolean {
  if (words.length < 4 || !subject.test(plain)) return false;
  return failing.test(plain) || clean.includes("?") || isAsking(plain);
}

/** A question begins with its word, or the word follows what one does not know. */
const questionFirst = new RegExp(
  `^ (?:(?:hi|hello|hey|so|and|but|or|а|и|но|і|але|та|добрый|добрий|день|доброго|дня|здравствуйте|вітаю|привет|привіт|please|also|ok) ){0,3}(?:${QUESTIONING}) `,
  "u",
);
const doubting = phrases(
  `know|sure|unsure|idea|understand|see|tell|explain|ask|asking|find|out|wondering|wonder|on|about|me|clear|confused|help|get|show|of|is|знаю|понимаю|понять|скажите|подскажите|объясните|узнать|понятно|ясно|найти|нашел|нашла|вопрос|посоветуйте|помогите|покажите|розумію|зрозуміти|скажіть|підкажіть|поясніть|дізнатися|знайти|зрозуміло|питання|порадьте|допоможіть|покажіть ${QUESTIONING}`,
);
const LONG_SENTENCE = 24;
/** What fails is named a sentence earlier, or two. */
const NEAR = { failing: 2, asking: 1 };

/**
 * Whether something of a product is asked for in one sentence or two neighbours, or fails there: what may stand in a
 * search engine before anybody has looked at it. A long text has all of these words by chance, far from one another.
 */
export function asksOfProduct({ clean, words }: ReadText): boolean {
  if (words.length < 4) return false;
  const parts = paragraphsOf(clean)
    .flat()
    .flatMap(partsOf)
    .map((part) => ({ part, plain: plainOf(part) }));
  const has = (at: number, reach: number) =>
    parts.slice(Math.max(0, at - reach), at + reach + 1).some(({ plain }) => subject.test(plain));
  return parts.some(({ part, plain }, at) =>
    failing.test(plain) ? has(at, NEAR.failing) : wants(part, plain) && has(at, NEAR.asking),
  );
}

const wants = (part: string, plain: string): boolean =>
  part.includes("?") || asking.test(plain) || questionFirst.test(plain) || doubting.test(plain);

/** Who writes without stops writes on and on: then commas part what belongs together. */
function partsOf(sentence: string): string[] {
  if ((sentence.match(/\p{L}+/gu)?.length ?? 0) <= LONG_SENTENCE) return [sentence];
  return sentence.split(/[,;:()–—]\s/u);
}

/** Whether a sentence names something of a product, or says that something fails. */
export const isOfProduct = (plain: string): boolean => subject.test(plain) || failing.test(plain);

export const isFailing = (plain: string): boolean => failing.test(plain);
