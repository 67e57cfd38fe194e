import lunr from "lunr";
import { type Term, termsOf } from "./analysis.ts";
import type { InstantArticle } from "./instant-file.ts";
import { countArticles, type InstantIndex, lunrIndexOf, stemsFrom } from "./instant-index.ts";
import { looksLikeWords, switchedLayouts } from "./keyboard-layout.ts";
import { languageOfQuery } from "./query-language.ts";
import { rank, weigh } from "./query-rank.ts";

interface Asked {
  query: string;
  /** The site's language, where the query does not tell its own. */
  locale: string;
  limit: number;
}

export interface InstantAnswer {
  /** Best first; of an article and its translations one. */
  articles: InstantArticle[];
  /** What was searched for instead, in another keyboard layout. */
  switched: string | null;
}

const MOST_TERMS = 10;
const SHORTEST_BEGINNING = 2;
/** As the server does: with fewer that have all words, those that lack one are added, which costs this. */
const [ENOUGH, LACKING] = [5, 1];
const OWN_LANGUAGE = 0.4;

/** What a browser answers while somebody types: the rules of `find`, for articles, on lunr's index. */
export function findInstantly(index: InstantIndex, asked: Asked): InstantAnswer {
  const { articles, hasAll } = findAsTyped(index, asked);
  if (hasAll) return { articles, switched: null };
  for (const query of inOtherLayouts(index, asked)) {
    const others = findAsTyped(index, { ...asked, query });
    if (others.hasAll) return { articles: others.articles, switched: query };
  }
  return { articles, switched: null };
}

/** The query with the words that no article has as other layouts write them: «rk.x api» is «ключ api». */
function inOtherLayouts(index: InstantIndex, asked: Asked): string[] {
  const words = asked.query.split(/\s+/).map((word) => {
    const isKnown = findAsTyped(index, { ...asked, query: word }).articles.length > 0;
    return { word, others: isKnown ? [] : switchedLayouts(word).filter(looksLikeWords) };
  });
  const queries = [0, 1].map((layout) => words.map(({ word, others }) => others[layout] ?? word).join(" "));
  return [...new Set(queries)].filter((query) => query !== asked.query);
}

/** `hasAll`: there are some with every word of the query. */
function findAsTyped(index: InstantIndex, { query, locale, limit }: Asked) {
  const terms = termsOf(query.slice(0, 300), MOST_TERMS);
  if (terms.length === 0) return { articles: [], hasAll: false };
  const countOf = ({ stems }: Term) => stems.reduce((sum, stem) => sum + countArticles(index, stem), 0);
  const said = weigh(terms, terms.map(countOf));
  const language = languageOfQuery(query, locale);
  const begun = /[\p{L}\p{N}]$/u.test(query) ? (terms.at(-1)?.word ?? "") : "";

  const found = ask(index, terms, begun);
  const best = Math.max(...found.map(({ score }) => score), 1e-9);
  const lacking = (most: number) => found.filter(({ lacks }) => lacks <= most);
  const all = lacking(0);
  let fits = all;
  if (fits.length < ENOUGH && terms.length > 2) fits = lacking(1);
  if (fits.length === 0) fits = found;

  const ranked = fits
    .map(({ article, score, lacks }) => {
      const facts = { kind: "article" as const, ...article, votes: 0, isAnswered: true, createdAt: 0 };
      const own = article.language === language ? OWN_LANGUAGE : 0;
      return { article, score: rank({ ...facts, fit: score / best }, said, 0) + own - lacks * LACKING };
    })
    .sort((one, other) => other.score - one.score || other.article.id - one.article.id);
  const shown = new Map<number, InstantArticle>();
  for (const { article } of ranked) if (!shown.has(article.original)) shown.set(article.original, article);
  return { articles: [...shown.values()].slice(0, limit), hasAll: all.length > 0 };
}

/** Articles with any of the words, by bm25, each with how many it lacks. */
function ask(index: InstantIndex, terms: Term[], begun: string) {
  const isBegun = begun.length >= SHORTEST_BEGINNING;
  const stems = terms.flatMap((term) => term.stems);
  const results = lunrIndexOf(index, [...stems, ...(isBegun ? stemsFrom(index, begun) : [])]).query((query) => {
    for (const stem of stems) query.term(stem, {});
    if (isBegun) query.term(begun, { wildcard: lunr.Query.wildcard.TRAILING, boost: 0.5 });
  });
  return results.flatMap(({ ref, score, matchData }) => {
    const article = index.articles[Number(ref)];
    const matched = Object.keys(matchData.metadata);
    const has = ({ stems }: Term, place: number) =>
      matched.some((stem) => stems.includes(stem) || (isBegun && place === terms.length - 1 && stem.startsWith(begun)));
    return article ? [{ article, score, lacks: terms.filter((term, place) => !has(term, place)).length }] : [];
  });
}
