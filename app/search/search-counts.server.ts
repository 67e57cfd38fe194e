import { CountedOnce } from "~/http/counted-once.server.ts";
import { wordsToCount } from "./searched-words.ts";

/** One row's worth of what happened since the last writing. */
export interface SearchCount {
  day: string;
  words: string;
  searches: number;
  foundNothing: number;
  thenAsked: number;
}

interface Asked {
  query: string;
  /** The prefix of the sender's address. */
  network: string;
  now: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What a script sends beyond that is not counted. */
const NEW_A_MINUTE = 120;
/** Kept while the disk takes nothing. */
const MOST_WAITING = 1_000;

/** Counts searches in memory: a page of results writes nothing, and knows nothing of who asked. */
export class SearchCounts {
  #waiting = new Map<string, SearchCount>();
  #once = new CountedOnce({ forMs: HOUR_MS, ofOneNetwork: 60, inAll: 20_000 });
  #minute = 0;
  #newInMinute = 0;

  addSearch({ hasFound, ...asked }: Asked & { hasFound: boolean }): void {
    const count = this.#countOf("search", asked);
    if (!count) return;
    count.searches++;
    if (!hasFound) count.foundNothing++;
  }

  /** A ticket was written from the page of results. */
  addAsked(asked: Asked): void {
    const count = this.#countOf("ask", asked);
    if (count) count.thenAsked++;
  }

  /** What waits to be written; it is the caller's now. */
  take(): SearchCount[] {
    const counts = [...this.#waiting.values()];
    this.#waiting.clear();
    return counts;
  }

  /** What could not be written waits again. */
  putBack(counts: SearchCount[]): void {
    for (const { day, words, searches, foundNothing, thenAsked } of counts) {
      const waiting = this.#waitingFor(day, words);
      if (!waiting) continue;
      waiting.searches += searches;
      waiting.foundNothing += foundNothing;
      waiting.thenAsked += thenAsked;
    }
  }

  #countOf(what: "search" | "ask", { query, network, now }: Asked): SearchCount | undefined {
    const words = wordsToCount(query);
    if (!words) return undefined;
    if (!this.#once.isFirst(network, `${what} ${words}`, now)) return undefined;
    const day = dayOf(now);
    return this.#waiting.has(keyOf(day, words)) || this.#hasRoom(now) ? this.#waitingFor(day, words) : undefined;
  }

  #hasRoom(now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) [this.#minute, this.#newInMinute] = [minute, 0];
    return ++this.#newInMinute <= NEW_A_MINUTE;
  }

  #waitingFor(day: string, words: string): SearchCount | undefined {
    const key = keyOf(day, words);
    const known = this.#waiting.get(key);
    if (known || this.#waiting.size >= MOST_WAITING) return known;
    const count = { day, words, searches: 0, foundNothing: 0, thenAsked: 0 };
    this.#waiting.set(key, count);
    return count;
  }
}

const keyOf = (day: string, words: string) => `${day} ${words}`;

/** "2026-11-22", UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
