import lunr from "lunr";
import russian from "lunr-languages/lunr.ru.js";
import stemmerSupport from "lunr-languages/lunr.stemmer.support.js";
import { foldText } from "./fold.ts";

// Once in a process: lunr warns of a second time.
if (!("ru" in lunr)) {
  stemmerSupport(lunr);
  russian(lunr);
}

/** In lunr-languages' list, but people ask about them: «имя», «время ответа», «процентов», «начала показывать». */
const askedAbout = new Set(
  "время времени год года году день имя жизнь люди мир мира меля миллионов процентов начала спасибо часто раньше занят занято".split(
    " ",
  ),
);

/** lunr-languages has none for Ukrainian. */
const ukrainian = `
  а або аж але б без більш більше бо був буде будемо будете будеш буду будуть була були було бути в вам вами вас ваш
  ваша ваше ваші вже ви від він вона вони воно все всього всім всіх втім ж же з за зараз зі зовсім і із або її їй їм їх
  його йому коли кого ким ким кому котрий крім куди лише ледве мене мені ми мій мною моє моя мої може можна можуть на
  над нам нами нас наш наша наше наші не нею неї нема немає ним ними них ні ніби ніж ній нього о об один одна одне
  однак ось от отже перед під після по поки потім про при просто саме сам сама самі себе собі собою справді т та так
  така таке таки такий такі там твій твоя те теж тепер ти тим тих то тобі тобою тоді того той том тому тут у усе усі хіба
  хоч хоча хто це цей ці цього цьому цю ця цим цих чи чим чого чому ще що щоб щось я як яка яке який які якщо якого яку
  якій яким яких чому дуже треба потрібно дякую будь ласка`;

/** Beyond lunr's English list: the rests of it's, don't, we're, and the words of how people ask. */
const english = "s t d ll re ve m dont doesnt didnt isnt arent cant wont im ive youre its was has does";

const more = new Set(`${ukrainian} ${english}`.split(/\s+/).map(foldText));

/**
 * Whether a word says so little that the index leaves it out of bodies and a query of other words goes without it.
 * The lists of all three languages hold for every text: a query does not say which language it is in.
 * @param word folded
 */
export function isStopWord(word: string): boolean {
  if (more.has(word)) return true;
  if (askedAbout.has(word)) return false;
  // The filters ask a token for nothing but its word.
  const token = word as unknown as lunr.Token;
  return !lunr.stopWordFilter(token) || !lunr.ru.stopWordFilter?.(token);
}
