import { phrases } from "./phrase.ts";
import { families } from "./phrase-families.ts";
import { plugs } from "./plug.ts";
import type { ReadText } from "./read-text.ts";
import { isAboutProduct } from "./request-shape.ts";
import { paragraphsOf, plainOf } from "./sentences.ts";

/** How people speak of what happened to them, and what they ask of the team; advertising asks what its reader wants. */
const own = phrases(
  "how do|can|could|to i|we, where|how can|do i subscribe|unsubscribe|sign, is|are there … discount*|limit*|way, can|could|should|may i|we, why is|are|am|do|does|did|was|were|has|have|my|the|can't, where is|are|can|do|did my|the|i|we, when will|does|do my|the|i|it, does|do the|my|your|it|this accept|support|charge|offer|work, i|we|was charged, i was|did|didn't|cannot|can't|couldn't|haven't|tried|sent|paid, i'm|im trying|unable|not getting|seeing|to|able, still|has|have|had|did|does|is|was|are not|pending|missing|waiting|delivered|gone|down|stuck|working, is|are|was gone|missing|down|stuck|wrong, fails|stopped|stops|broke|broken|error|errors, hacked my, our app|site|shop|store|page, my account|order|card|photos|files, your app|site|widget|page|api|button|plugin|bot, do you match|have|offer|support|accept|plan|ship|provide, deleted|lost|erased|removed my|our|all, nobody|no one answers|answered|replies|replied, since|after … update*|upgrade*|release|deploy*|yesterday|morning|migration, waiting … days|weeks|months|hours, returns|returned|throws #|error|errors, add|bring|fix dark|webhooks|back|support|api",
  "наш|нашем|нашего|нашу|вашего|вашем|ваш|вашу|ваша бот*|виджет*|модул*|магазин*|сайт*|приложен*|плагин*|программ*|кнопк*|сервис*|страниц*, не применя*|обновля*|нажима*|подход*|отвеча*, уже нет|не, после|с … обновлен*|вчера*|утра|релиз*|переезд*, молчит, ни одного|одной, почему, можно ли|мне|как, есть ли, где|куда|когда|сколько, как мне|нам|я|мы|сделать|отменить|вернуть|получить|найти|изменить|заработать кешбэк*, верните, списал*, дважды, взломали, не могу|можем|могли|работа*|пришел|пришла|пришло|приш*|начисл*|открыва*|вернул*|отвеча*|ответил*|срабат*|видно|приход*|загруж*|получ*|дошел|дошл*|привез*, пропал*|исчез*|сломал*|зависа*, ошибк*|вылета*, перестал*, добавьте|исправьте|объясните, у меня|нас не|нет|пропал*|вылета*|ошибк*",
  "наш|нашому|нашого|вашого|вашому|ваш|вашу|ваша бот*|віджет*|модул*|магазин*|сайт*|застосун*|плагін*|програм*|кнопк*|сервіс*|сторінц*|сторінк*, не застосов*|оновлю*|натиска*|підход*|відповіда*, вже немає|не, після|з … оновлен*|вчора*|ранку|реліз*|переїзд*, мовчить, жодно*, чому, чи можна|є|буде|можу, де|куди|коли|скільки, як мені|нам|я|ми|зробити|скасувати|повернути|отримати|знайти|змінити, поверніть, списал*, двічі, зламали, не можу|можемо|працю*|прийшо*|прийшл*|нарахув*|відкрива*|поверну*|відповід*|відпові*|спрацьов*|видно|приход*|завантаж*|отрим*|дійшо*|привез*, зник*|зламал*|зависа*, помилк*|вилітає, перестал*|перестав, додайте|виправте|поясніть, у|в мене|нас не|немає|зник*|помилк*",
);

const anyFamily = Object.values(families);
const LURE = /https?:|www\.|\p{L}\.\p{L}{2,6}\/|[$€£₽₴₹]|\+?\d(?:[ ()-]{0,2}\d){8}|@[a-z]{3}/iu;
const MOST_SENTENCES = 60;

/**
 * Whether everything in a text that could be a lure (a link, a sum, a phrase of advertising) stands in or beside a
 * sentence about the writer's own trouble. Good words in another paragraph do not cover it, and a disguise is no trouble.
 */
export function isOwnTrouble(text: ReadText): boolean {
  const { clean } = text;
  if (isDisguised(text)) return false;
  if (!isAboutProduct(text) || plugs(text)) return false;
  const paragraphs = paragraphsOf(clean);
  if (paragraphs.flat().length > MOST_SENTENCES) return false;
  return paragraphs.some((sentences) => sentences.some(isOwn)) && paragraphs.every(isCovered);
}

export function isDisguised({ disguise }: ReadText): boolean {
  const { hidden, mixedWords, spaced, styled, leetWords, spelledHosts } = disguise;
  return hidden + spaced + styled + spelledHosts > 0 || mixedWords > 1 || leetWords > 1;
}

function isCovered(sentences: string[]): boolean {
  const owned = sentences.map(isOwn);
  return sentences.every((text, at) => owned[at] || owned[at - 1] || owned[at + 1] || !isLure(text));
}

/** Whether a text names nothing to go to, to pay or to take. */
export function offersNothing({ clean, plain, hosts, handles, phones }: ReadText): boolean {
  if (hosts.length + handles.length + phones.length > 0 || LURE.test(clean)) return false;
  return !anyFamily.some((family) => family.test(plain));
}

export const isOwn = (sentence: string): boolean => own.test(plainOf(sentence));
export const isLure = (sentence: string): boolean =>
  LURE.test(sentence) || anyFamily.some((family) => family.test(plainOf(sentence)));
