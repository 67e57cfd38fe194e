import type { Reading, ReadPage } from "./reader-counts.ts";

/** One line of a list on the desk: a page, and what was counted of it. */
export interface PageReaders extends ReadPage, Record<Reading, number> {
  slug: string;
  title: string;
  language: string;
}

export type ReaderTotals = Record<Reading, number>;

/** The periods that the desk looks back over, in days. */
export const periods = [30, 90] as const;
export type Days = (typeof periods)[number];

/** The period of an address; undefined where it names none that there is. */
export function parseDays(text: string | null): Days | undefined {
  return text === null ? 30 : periods.find((days) => String(days) === text);
}
