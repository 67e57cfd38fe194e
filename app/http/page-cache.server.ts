import { LRUCache } from "lru-cache";
import type { Stale } from "#db/stale.ts";
import type { KeptPage } from "./kept-page.server.ts";
import type { Answer } from "./send-answer.server.ts";

const MOST_BYTES = 32 * 1024 * 1024;
const BOOKKEEPING_BYTES = 1_000;

/** Finished pages by their address, each with the tags of what it shows. */
export interface PageCache {
  find(key: string): KeptPage | undefined;
  /**
   * The page of a render, which strangers who ask meanwhile get too. Kept unless something became stale since, or it is
   * an answer that is not to be kept: a redirect, a refusal.
   */
  fill(key: string, render: () => Promise<KeptPage | Answer>): Promise<KeptPage | Answer>;
  drop(stale: Stale): void;
  usage(): PageCacheUsage;
}

export interface PageCacheUsage {
  pages: number;
  /** At most, with what is needed to keep them. */
  bytes: number;
  /** Pages that had to be made, since the start. */
  made: number;
}

export const isKept = (page: KeptPage | Answer): page is KeptPage => "tags" in page;

/** @param notice drops what other processes have changed, see db/foreign-writes.ts */
export function makePageCache(notice: () => void): PageCache {
  const keysOf = new Map<string, Set<string>>();
  const underWay = new Map<string, Promise<KeptPage | Answer>>();
  let drops = 0;
  let made = 0;

  const forget = (page: KeptPage, key: string) => {
    for (const tag of page.tags) {
      const keys = keysOf.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysOf.delete(tag);
    }
  };
  const pages = new LRUCache<string, KeptPage>({
    maxSize: MOST_BYTES,
    sizeCalculation: (page) => page.size + BOOKKEEPING_BYTES,
    dispose: forget,
  });

  async function renderOnce(key: string, render: () => Promise<KeptPage | Answer>) {
    const before = drops;
    made++;
    const page = await render();
    notice();
    if (isKept(page) && drops === before) {
      pages.set(key, page);
      for (const tag of page.tags) keysOf.set(tag, (keysOf.get(tag) ?? new Set()).add(key));
    }
    return page;
  }

  return {
    find: (key) => pages.get(key),
    fill(key, render) {
      const known = underWay.get(key);
      if (known) return known;
      const rendering = renderOnce(key, render).finally(() => {
        if (underWay.get(key) === rendering) underWay.delete(key);
      });
      underWay.set(key, rendering);
      return rendering;
    },
    drop(stale) {
      drops++;
      // Who asks from here on gets a render that began after the change.
      underWay.clear();
      if (stale === "everything") pages.clear();
      else for (const tag of stale) for (const key of [...(keysOf.get(tag) ?? [])]) pages.delete(key);
    },
    usage: () => ({ pages: pages.size, bytes: pages.calculatedSize, made }),
  };
}
