/**
 * A light stemmer for Ukrainian, since lunr has none. The idea is that of Snowball's for Russian
 * (snowballstem.org/algorithms/russian): take the reflexive ending off, then the longest ending, and leave a stem with
 * a vowel. On top of it comes what Ukrainian does to the stem itself:
 *
 * - a vowel that comes and goes: помилка, помилок; список, списку
 * - і in a closed syllable for о or е in an open one: платіж, платежів; вхід, входу. All three become і
 * - ц for к before і: сторінка, сторінці
 * - the double consonant of замовлення, замовлень
 * - a second ending below the first, or канали and маршрути would be verbs, канал and маршрут nouns
 *
 * Stems are for comparing, not for reading. Measured by tests/search/ukrainian-stemmer.test.ts on words of support
 * tickets: of 181 forms that it was made with all meet the form of the dictionary, of 95 others 93 % do. It does not
 * know дня for день, nor вікон for вікно; канава meets канал.
 *
 * @param word folded: lower case, no apostrophes, г for ґ
 */
export function stemUkrainian(word: string): string {
  const active = word.replace(/(?<=є)ться$|(?<=[аиоуіїяьвйє])ся$|(?<=[аиіоув])сь$/, "");
  const first = withoutEnding(active, endings).replace(/(?<=[^аеєиіїоуюя])ц$/, active.endsWith("ці") ? "к" : "$&");
  const stem = withoutEnding(first, innerEndings);
  return stem
    .replace(/([^аеєиіїоуюя])\1$/, "$1")
    .replace(/(?<=..[^аеєиіїоуюяь])[ое](?=[кц]$)|(?<=..[^аеєиіїоуюяь])е(?=н$)/, "")
    .replace(/[оеі](?=[^аеєиіїоуюяь]?$)/, "і");
}

type Endings = { length: number; has: ReadonlySet<string> }[];

function byLength(text: string): Endings {
  const all = text.split(/\s+/).filter(Boolean);
  const lengths = [...new Set(all.map(({ length }) => length))].sort((one, other) => other - one);
  return lengths.map((length) => ({ length, has: new Set(all.filter((ending) => ending.length === length)) }));
}

const endings = byLength(`
  уватимуть юватимуть уватиме ювати увати увала ували увало ювала ювали ювало ував ював
  ують юють ує ює уєте юєте уємо юємо уєш юєш
  ати яти ити іти їти оти ути ала яла али яли ало яло ав яв ила или ило ив іла іли іло ів їла їли їло їв
  ає яє аємо яємо аєте яєте аєш яєш ають яють ить ять їть имо ите иш їмо їте їш емо ємо ете єте еш єш уть ють
  аю яю ую юю айте яйте уйте юйте ай яй уй юй
  ого ому ими ий их им ої ою ій ього ьому іми іх ьої ьою
  ами ями ям ам ах ях ом ем єм ею єю ей ії ію ія ією іях іям іями
  а я о е є и і ї у ю ь й`);

const innerEndings = byLength("ал ял ил іл їл ав яв ив ів їв ат ят ит іт їт ут ют");

const SHORTEST_STEM = 3;

function withoutEnding(word: string, known: Endings): string {
  for (const { length, has } of known) {
    const stem = word.slice(0, -length);
    if (stem.length >= SHORTEST_STEM && has.has(word.slice(-length)) && /[аеєиіїоуюя]/.test(stem)) return stem;
  }
  return word;
}
