import lunr from "lunr";
import { type Field, fields, type InstantArticle, type InstantFile, unpackPlaces } from "./instant-file.ts";

/** The articles as a browser searches them. */
export interface InstantIndex {
  articles: InstantArticle[];
  /** Its references are the places of the articles. */
  lunr: lunr.Index;
  /** In how many articles a stem is. */
  countOf: (stem: string) => number;
}

/** What a word in a field is worth beside one in the body. */
const WORTH: Record<Field, number> = { title: 4, head: 2, body: 1 };
/** bm25, with lunr's own numbers: what a second time says, and what the length of a field takes away. */
const [K1, B] = [1.2, 0.75];

type ByField<Value> = Record<Field, Value>;
const perField = <Value>(make: (field: Field) => Value) =>
  Object.fromEntries(fields.map((field) => [field, make(field)])) as ByField<Value>;

/** lunr's index of a file, as lunr reads it, with the scores that its builder gives words that stand once. */
export function readInstantIndex(file: InstantFile): InstantIndex {
  const places = unpackPlaces(file);
  const total = file.articles.length;
  const counts = new Map<string, number>();
  const lengths = perField(() => new Array<number>(total).fill(0));
  for (const [stem, known] of places) {
    counts.set(
      stem,
      fields.reduce((sum, field) => sum + known[field].length, 0),
    );
    for (const field of fields)
      for (const place of known[field]) lengths[field][place] = (lengths[field][place] ?? 0) + 1;
  }
  const average = perField((field) => lengths[field].reduce((sum, length) => sum + length, 0) / Math.max(1, total));

  const vectors = perField(() => file.articles.map((): number[] => []));
  const inverted: [string, object][] = [];
  for (const [stem, known] of places) {
    const count = counts.get(stem) ?? 0;
    const rarity = Math.log(1 + Math.abs((total - count + 0.5) / (count + 0.5)));
    for (const field of fields) {
      for (const place of known[field]) {
        const length = (lengths[field][place] ?? 0) / (average[field] || 1);
        const score = (rarity * (K1 + 1)) / (K1 * (1 - B + B * length) + 1);
        vectors[field][place]?.push(inverted.length, score * WORTH[field]);
      }
    }
    const references = (all: number[]) => Object.fromEntries(all.map((place) => [place, {}]));
    inverted.push([stem, { _index: inverted.length, ...perField((field) => references(known[field])) }]);
  }
  const index = lunr.Index.load({
    version: lunr.version,
    fields: [...fields],
    fieldVectors: fields.flatMap((field) => vectors[field].map((vector, place) => [`${field}/${place}`, vector])),
    invertedIndex: inverted,
    pipeline: [],
  });
  return { articles: file.articles, lunr: index, countOf: (stem) => counts.get(stem) ?? 0 };
}
