/** A page that readers come to: "ticket", 41. */
export interface ReadPage {
  target: "ticket" | "article";
  id: number;
}

/** What is counted of a page: it was opened from a search engine; somebody went on from it to the product. */
export type Reading = "fromSearch" | "wentOn";

/** One row's worth of it. */
export interface ReaderCount extends ReadPage, Record<Reading, number> {
  day: string;
}

/** Kept while the disk takes nothing. */
const MOST_WAITING = 10_000;

/** Counts in memory: reading a page writes nothing, and what is written tells nothing of who read. */
export class ReaderCounts {
  #waiting = new Map<string, ReaderCount>();

  add(page: ReadPage, what: Reading, day: string, times = 1): void {
    const key = `${day} ${page.target} ${page.id}`;
    const count = this.#waiting.get(key) ?? { day, target: page.target, id: page.id, fromSearch: 0, wentOn: 0 };
    if (this.#waiting.size >= MOST_WAITING && !this.#waiting.has(key)) return;
    count[what] += times;
    this.#waiting.set(key, count);
  }

  /** What waits to be written; it is the caller's now. */
  take(): ReaderCount[] {
    const counts = [...this.#waiting.values()];
    this.#waiting.clear();
    return counts;
  }

  /** What could not be written waits again. */
  putBack(counts: ReaderCount[]): void {
    for (const { day, fromSearch, wentOn, ...page } of counts) {
      this.add(page, "fromSearch", day, fromSearch);
      this.add(page, "wentOn", day, wentOn);
    }
  }
}

/** Reads "ticket-41", the name under which a page is counted. */
export function parsePageName(name: string | null | undefined): ReadPage | undefined {
  const [, target, digits] = /^(ticket|article)-(\d{1,15})$/.exec(name ?? "") ?? [];
  return target ? { target: target as ReadPage["target"], id: Number(digits) } : undefined;
}
