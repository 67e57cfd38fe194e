import type { Db } from "#db/client.ts";
import { detectLanguage } from "~/markdown/text-language.ts";
import { type Term, termsOf } from "./analysis.ts";
import type { DocumentKind } from "./index-names.ts";
import { findCandidates, type Need } from "./query-candidates.server.ts";
import { countInIndex, inAll } from "./query-counts.server.ts";
import type { SearchFilter } from "./query-filter.ts";
import { readArticles, scoreArticles, withoutTranslations } from "./query-found-articles.server.ts";
import { hasPhrase, type Phrase, phrasesOf } from "./query-phrases.ts";
import { COMMON, weigh } from "./query-rank.ts";
import type { Hit } from "./query-results.ts";
import { readTickets, scoreTickets } from "./query-tickets.server.ts";

export interface Question {
  query: string;
  filter?: SearchFilter;
  /** The site's language, where the query is too short to tell its own. */
  locale: string;
  now: number;
}

export interface Answer {
  terms: Term[];
  /** In how many documents each word is, up to some thousands. */
  counts: number[];
  hasPhrases: boolean;
  /** No document has the last word as it stands, but enough have one that begins so. */
  isBegun: boolean;
  /** Best first. */
  hits: Hit[];
  isCut: boolean;
}

const MOST_TERMS = 10;
/** With fewer that have all words, those that lack one are added. */
const ENOUGH = 5;
/** What a lacking word costs in the order. */
const LACKING = 1;

/** The documents of both kinds that answer a query. Articles are left out where the filter asks what only tickets have. */
export async function find(db: Db, { query, filter = {}, locale, now }: Question): Promise<Answer> {
  const terms = termsOf(query, MOST_TERMS);
  const phrases = phrasesOf(query);
  const answer: Answer = { terms, counts: [], hasPhrases: phrases.length > 0, isBegun: false, hits: [], isCut: false };
  if (terms.length === 0) return answer;
  const counts = await countInIndex(db, terms, now);
  answer.counts = inAll(counts);
  const asked = weigh(terms, answer.counts);
  // A word that is in thousands of texts is one: those that begin with it are not needed, and would be the most.
  const isTyping = /[\p{L}\p{N}]$/u.test(query) && (answer.counts.at(-1) ?? 0) < COMMON;

  const about = { language: detectLanguage(query, locale), now };

  const add = async (need: Need, cost = 0) => {
    const known = answer.hits;
    const found = await Promise.all(
      kindsOf(filter).map(async (kind) => {
        const of = { terms, counts: counts[kind], isTyping, need, filter: narrowed(filter), now };
        const candidates = await findCandidates(db, kind, of);
        for (const hit of known) if (hit.kind === kind) candidates.fits.delete(hit.id);
        return { hits: await scores[kind](db, candidates, asked, about), isCut: candidates.isCut };
      }),
    );
    const hits = found.flatMap((kind) => kind.hits);
    answer.hits = [...known, ...hits.map((hit) => ({ ...hit, score: hit.score - cost }))];
    answer.isCut ||= found.some(({ isCut }) => isCut);
  };
  await add("all");
  answer.isBegun = isTyping && answer.counts.at(-1) === 0 && answer.hits.length >= ENOUGH;
  if (phrases.length === 0 && answer.hits.length < ENOUGH && terms.length > 2) await add("all but one", LACKING);
  if (phrases.length === 0 && answer.hits.length === 0 && terms.length > 1) await add("some");
  answer.hits.sort((one, other) => other.score - one.score || other.id - one.id);
  answer.hits = withoutTranslations(answer.hits);
  if (phrases.length > 0) answer.hits = await keepPhrases(db, answer.hits, phrases);
  return answer;
}

const scores = { ticket: scoreTickets, article: scoreArticles };

/** Both kinds are asked where a page shows how many there are of each. */
function kindsOf(filter: SearchFilter): DocumentKind[] {
  return narrowed(filter) ? ["ticket"] : ["article", "ticket"];
}

/** The filter, where it asks what only tickets have. */
function narrowed({ kind, phase, status, category }: SearchFilter): SearchFilter | undefined {
  return kind || phase || status || category ? { kind, phase, status, category } : undefined;
}

/** Texts that are read for a phrase, and letters of them: some tens of milliseconds at most. */
const MOST_READ = 200;
const READ_AT_ONCE = 40;
const MOST_LETTERS = 1_000_000;

async function keepPhrases(db: Db, hits: Hit[], phrases: Phrase[]): Promise<Hit[]> {
  const kept: Hit[] = [];
  let letters = 0;
  for (let read = 0; read < Math.min(MOST_READ, hits.length) && letters < MOST_LETTERS; read += READ_AT_ONCE) {
    const some = hits.slice(read, read + READ_AT_ONCE);
    const idsOf = (kind: DocumentKind) => some.filter((hit) => hit.kind === kind).map(({ id }) => id);
    const [ticket, article] = await Promise.all([readTickets(db, idsOf("ticket")), readArticles(db, idsOf("article"))]);
    const known = { ticket, article };
    for (const hit of some) {
      const all = known[hit.kind].get(hit.id) ?? [];
      letters += all.reduce((sum, { text }) => sum + text.length, 0);
      if (phrases.every((phrase) => all.some(({ text, language }) => hasPhrase(text, language, phrase))))
        kept.push(hit);
    }
  }
  return kept;
}
