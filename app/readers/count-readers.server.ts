import type { Db } from "#db/client.ts";
import { addressPrefix } from "~/http/client-address.server.ts";
import { CountedOnce } from "~/http/counted-once.server.ts";
import { log } from "~/http/request-log.server.ts";
import { dayOf } from "~/search/search-counts.server.ts";
import { countedName } from "~/urls.ts";
import { addReaderCounts } from "./page-readers.server.ts";
import { parsePageName, ReaderCounts, type Reading } from "./reader-counts.ts";
import { isFromSearch } from "./search-engines.ts";

const WRITE_EVERY_MS = 5_000;
const HOUR_MS = 60 * 60 * 1000;

const counts = new ReaderCounts();
const once = new CountedOnce({ forMs: HOUR_MS, ofOneNetwork: 60, inAll: 20_000 });

/** What a request says of itself, by the lower-case names of its headers. */
type Said = (header: string) => string | null | undefined;

interface Sender {
  said: Said;
  address: () => string;
  now: number;
}

/**
 * Counts a public page that somebody opened from the results of a search engine. Called for every page, kept ones too:
 * nearly all requests say nothing of where they come from, or that they come from this site, and cost nothing.
 */
export function countFromSearch(path: string, origin: string, sender: Sender): void {
  const referer = sender.said("referer");
  if (!referer || referer.startsWith(origin) || !isFromSearch(referer)) return;
  // A picture or a frame is no reader.
  const opens = sender.said("sec-fetch-dest") ?? "document";
  if (opens === "document") count("fromSearch", countedName(path.split("?", 1)[0] ?? ""), sender);
}

/** Counts that somebody went on from a page ("ticket-41") to the product. */
export function countWentOn(name: string | null, sender: Sender): void {
  // A link to it that stands elsewhere says nothing of our page.
  if ((sender.said("sec-fetch-site") ?? "same-origin") === "same-origin") count("wentOn", name, sender);
}

function count(what: Reading, name: string | null | undefined, { said, address, now }: Sender): void {
  const page = parsePageName(name);
  if (!page || !isPerson(said)) return;
  if (!once.isFirst(addressPrefix(address()), `${what} ${name}`, now)) return;
  counts.add(page, what, dayOf(now));
}

/** What programs call themselves; nearly all say one of these words, or an address where one reads about them. */
const PROGRAM =
  /bot(?![a-z])|crawl|spider|slurp|archiv|preview|headless|lighthouse|monitor|scan|fetch|https?:|@|^(?!Mozilla\/|Opera\/)/i;

/** A person's browser, and not one of the team's; what is fetched beforehand nobody may ever look at. */
function isPerson(said: Said): boolean {
  const browser = said("user-agent");
  const isAgent = /(?:^|;\s*)(?:__Host-)?agent=/.test(said("cookie") ?? "");
  return Boolean(browser) && !isAgent && !said("sec-purpose") && !said("purpose") && !PROGRAM.test(browser ?? "");
}

let writing = Promise.resolve();

/** Writes what has been counted, one writing after the other. What the disk refuses waits for the next time. */
export async function writeReaderCounts(db: Db): Promise<void> {
  writing = writing.then(async () => {
    const taken = counts.take();
    try {
      await addReaderCounts(db, taken);
    } catch (error) {
      counts.putBack(taken);
      log.warn({ err: error }, "the readers could not be counted");
    }
  });
  await writing;
}

/** Writes every few seconds while the process lives, and once more when it stops. */
export function keepReaderCounts(db: Db): { stop: () => Promise<void> } {
  const timer = setInterval(() => void writeReaderCounts(db), WRITE_EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await writeReaderCounts(db);
    },
  };
}
