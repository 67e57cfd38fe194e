/*
 * The file by which a browser searches the articles itself: which article has which stems, as short as it gets. Stems
 * are sorted and share their beginnings; an article is the number of places since the one before it. A compressor takes
 * half of that away again. What lunr would write of the same takes some six times as much.
 */

/** Where a stem stands, most telling first. */
export const fields = ["title", "head", "body"] as const;
export type Field = (typeof fields)[number];

/** What the list of answers shows of an article. */
export interface InstantArticle {
  id: number;
  slug: string;
  title: string;
  summary: string;
  language: string;
  /** The number of the article that it translates, else its own. */
  original: number;
}

/** An article with its stems. `head` is the summary and the headings; no stem is in two fields. */
export type StemmedArticle = InstantArticle & { stems: Record<Field, ReadonlySet<string>> };

export interface InstantFile {
  /** By their place, which is what `places` counts. */
  articles: InstantArticle[];
  /** Each with how many letters it shares with the one before, in the same digits. */
  stems: string;
  /** Per stem its fields, per field the articles. */
  places: string;
}

/** By stem: the places of the articles that have it in each field. */
export type Places = Map<string, Record<Field, number[]>>;

export function packFile(articles: StemmedArticle[]): InstantFile {
  const places: Places = new Map();
  for (const [place, { stems }] of articles.entries()) {
    for (const field of fields) {
      for (const stem of stems[field]) {
        const known = places.get(stem) ?? { title: [], head: [], body: [] };
        known[field].push(place);
        places.set(stem, known);
      }
    }
  }
  const sorted = [...places].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    articles: articles.map(({ id, slug, title, summary, language, original }) => ({
      ...{ id, slug, title, summary, language, original },
    })),
    stems: sorted.map(([stem], at) => withoutShared(stem, sorted[at - 1]?.[0] ?? "")).join(" "),
    places: sorted.map(([, known]) => packPlaces(known)).join(" "),
  };
}

export function unpackPlaces({ stems, places }: InstantFile): Places {
  const unpacked: Places = new Map();
  if (stems === "") return unpacked;
  const packed = places.split(" ");
  let before = "";
  for (const [at, rest] of stems.split(" ").entries()) {
    const stem = before.slice(0, valueAt(rest, 0)) + rest.slice(1);
    const [body = "", head = "", title = ""] = (packed[at] ?? "").split(",");
    unpacked.set(stem, { title: readNumbers(title), head: readNumbers(head), body: readNumbers(body) });
    before = stem;
  }
  return unpacked;
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/** A number below that is one digit. A greater one begins with digits from here on, which carry four bits each. */
const LAST = 48;
const values = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));
const valueAt = (written: string, at: number) => values.get(written[at] ?? "") ?? 0;

function withoutShared(stem: string, before: string): string {
  let shared = 0;
  while (shared < DIGITS.length - 1 && shared < stem.length && stem[shared] === before[shared]) shared++;
  return DIGITS[shared] + stem.slice(shared);
}

/** Nearly every stem is in bodies only: what is empty at the end is left out. */
function packPlaces({ title, head, body }: Record<Field, number[]>): string {
  return [body, head, title].map(writeNumbers).join(",").replace(/,+$/, "");
}

function writeNumbers(ascending: number[]): string {
  let written = "";
  let before = -1;
  for (const number of ascending) {
    let rest = number - before - 1;
    for (; rest >= LAST; rest = (rest - LAST) >> 4) written += DIGITS[LAST + ((rest - LAST) & 15)];
    written += DIGITS[rest];
    before = number;
  }
  return written;
}

function readNumbers(written: string): number[] {
  const numbers: number[] = [];
  let before = -1;
  for (let at = 0; at < written.length; at++) {
    const carried: number[] = [];
    let digit = valueAt(written, at);
    for (; digit >= LAST; digit = valueAt(written, ++at)) carried.push(digit - LAST);
    before += 1 + carried.reduceRight((high, low) => LAST + (high << 4) + low, digit);
    numbers.push(before);
  }
  return numbers;
}
