import lunr from "lunr";
import {
  type Field,
  fields,
  type InstantArticle,
  type InstantFile,
  type Places,
  unpackPlaces,
} from "./instant-file.ts";

/** The articles as a browser searches them. */
export interface InstantIndex {
  articles: InstantArticle[];
  /** In the order of the alphabet. */
  stems: string[];
  places: Places;
  /** How many stems each article has, by field and place, beside the average. */
  lengths: Record<Field, number[]>;
}

/** What a word in a field is worth beside one in the body. */
const WORTH: Record<Field, number> = { title: 4, head: 2, body: 1 };
/** bm25, with lunr's own numbers: what a second time says, and what the length of a field takes away. */
const [K1, B] = [1.2, 0.75];

const perField = <Value>(make: (field: Field) => Value) =>
  Object.fromEntries(fields.map((field) => [field, make(field)])) as Record<Field, Value>;

export function readInstantIndex(file: InstantFile): InstantIndex {
  const places = unpackPlaces(file);
  const lengths = perField((field) => {
    const counts = new Array<number>(file.articles.length).fill(0);
    for (const known of places.values()) for (const place of known[field]) counts[place] = (counts[place] ?? 0) + 1;
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length || 1;
    return counts.map((count) => count / average);
  });
  return { articles: file.articles, stems: [...places.keys()], places, lengths };
}

/** In how many articles a stem is. */
export function countArticles({ places }: InstantIndex, stem: string): number {
  const known = places.get(stem);
  return known ? fields.reduce((sum, field) => sum + known[field].length, 0) : 0;
}

/** The stems that begin so. */
export function stemsFrom({ stems }: InstantIndex, beginning: string): string[] {
  let [from, to] = [0, stems.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((stems[middle] ?? "") < beginning) from = middle + 1;
    else to = middle;
  }
  const begun: string[] = [];
  for (; stems[from]?.startsWith(beginning); from++) begun.push(stems[from] as string);
  return begun;
}

/**
 * lunr's index of some stems, with the scores that its builder gives words that stand once. All of a big file would
 * take lunr a second to read, and a question needs a handful. The references are the places of the articles.
 */
export function lunrIndexOf(index: InstantIndex, stems: Iterable<string>): lunr.Index {
  const vectors = new Map<string, number[]>();
  const inverted: [string, object][] = [];
  const total = index.articles.length;
  for (const stem of [...new Set(stems)].sort((one, other) => (one < other ? -1 : 1))) {
    const known = index.places.get(stem);
    if (!known) continue;
    const count = countArticles(index, stem);
    const rarity = Math.log(1 + Math.abs((total - count + 0.5) / (count + 0.5)));
    for (const field of fields) {
      for (const place of known[field]) {
        const score = (rarity * (K1 + 1)) / (K1 * (1 - B + B * (index.lengths[field][place] ?? 1)) + 1);
        const key = `${field}/${place}`;
        const vector = vectors.get(key) ?? [];
        vectors.set(key, vector);
        vector.push(inverted.length, score * WORTH[field]);
      }
    }
    const references = (places: number[]) => Object.fromEntries(places.map((place) => [place, {}]));
    inverted.push([stem, { _index: inverted.length, ...perField((field) => references(known[field])) }]);
  }
  return lunr.Index.load({
    version: lunr.version,
    fields: [...fields],
    fieldVectors: [...vectors],
    invertedIndex: inverted,
    pipeline: [],
  });
}
