import { createHash } from "node:crypto";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Db } from "#db/client.ts";
import { onStale, tellStale } from "#db/stale.ts";
import { ARTICLES, INSTANT_INDEX } from "~/http/page-tags.ts";
import { textOf } from "~/markdown/excerpt.ts";
import { stemsOf } from "~/search/analysis.ts";
import { packFile, type StemmedArticle } from "~/search/instant-file.ts";
import type { Heading } from "./article.ts";
import { isPublished } from "./visibility.server.ts";

/** The file by which browsers search the articles, and the name that its content gives it. */
export interface InstantIndexFile {
  hash: string;
  json: string;
}

/** Bytes after gzip. More would be slower than asking the server. */
export const MOST_BYTES = 150_000;
/** Of more articles not even the titles fit. */
const MOST_ARTICLES = 2_000;
const AT_ONCE = 2;
/** Stems of each text, the rarest first: as many as fit. */
const STEMS_OF_TEXT = [Number.POSITIVE_INFINITY, 110, 50, 0];

/** A page waits so long for the file, and then goes out without it. */
const PATIENCE_MS = 100;
/** Several articles change in a row; the file is made once. */
const CALM_MS = 1_000;

interface Place {
  file: Promise<InstantIndexFile | null> | undefined;
}
const kept = new WeakMap<Db, Place>();

/** The file for the articles that strangers may read now; null where it would be too big, or there are none. */
export function findInstantIndex(db: Db): Promise<InstantIndexFile | null> {
  const place = kept.get(db) ?? keepIn(db);
  if (place.file) return place.file;
  const making = makeInstantIndex(db);
  place.file = making;
  making.then(
    // Pages that went out without it are made again.
    () => tellStale(db, new Set([INSTANT_INDEX])),
    () => {
      if (place.file === making) place.file = undefined;
    },
  );
  return making;
}

/** The same for a page, which does not wait: of many articles the file takes seconds, and is made beside other work. */
export async function instantIndexByNow(db: Db): Promise<InstantIndexFile | null> {
  const file = findInstantIndex(db);
  return Promise.race([file, sleep(PATIENCE_MS, null, { ref: false })]);
}

/** Once asked for, the file is made again after each change, before anybody asks. */
function keepIn(db: Db): Place {
  const place: Place = { file: undefined };
  let calm: NodeJS.Timeout | undefined;
  kept.set(db, place);
  onStale(db, (stale) => {
    if (stale !== "everything" && !stale.has(ARTICLES)) return;
    place.file = undefined;
    clearTimeout(calm);
    calm = setTimeout(() => {
      findInstantIndex(db).catch(() => undefined);
    }, CALM_MS).unref();
  });
  return place;
}

async function makeInstantIndex(db: Db): Promise<InstantIndexFile | null> {
  const articles = await readStemmed(db);
  if (articles.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { stems } of articles) for (const stem of stems.body) counts.set(stem, (counts.get(stem) ?? 0) + 1);

  for (const most of STEMS_OF_TEXT) {
    const json = JSON.stringify(packFile(articles.map((article) => withRarest(article, most, counts))));
    const { length } = await promisify(gzip)(json, { level: 9 });
    if (length > MOST_BYTES) continue;
    return { hash: createHash("sha256").update(json).digest("base64url").slice(0, 16), json };
  }
  return null;
}

/**
 * None where they are too many. Of one language after the other, so that a stem's articles stand near each other and
 * take few digits.
 */
async function readStemmed(db: Db): Promise<StemmedArticle[]> {
  const rows = await db
    .selectFrom("articles")
    .select(["id", "slug", "title", "summary", "language", "contents", "html", "translation_of_id"])
    .where(isPublished)
    .orderBy("language")
    .orderBy("category_id")
    .orderBy("id")
    .limit(MOST_ARTICLES + 1)
    .execute();
  const stemmed: StemmedArticle[] = [];
  for (const { contents, html, translation_of_id, ...article } of rows.length > MOST_ARTICLES ? [] : rows) {
    if (stemmed.length % AT_ONCE === 0) await setImmediate(); // others want their pages meanwhile
    const { title, summary, language, id } = article;
    const headings = (JSON.parse(contents) as Heading[]).map(({ text }) => text);
    const inTitle = stemsOf(title, language, { withStopWords: true });
    const head = without(stemsOf([summary, ...headings].join("\n"), language), inTitle);
    const body = without(without(stemsOf(textOf(html), language), inTitle), head);
    stemmed.push({ ...article, original: translation_of_id ?? id, stems: { title: inTitle, head, body } });
  }
  return stemmed;
}

const without = (stems: ReadonlySet<string>, known: ReadonlySet<string>) =>
  new Set([...stems].filter((stem) => !known.has(stem)));

/** The article with the stems of its text that are in the fewest texts. */
function withRarest(article: StemmedArticle, most: number, counts: ReadonlyMap<string, number>): StemmedArticle {
  const { title, head, body } = article.stems;
  if (body.size <= most) return article;
  const rarest = [...body].sort((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0)).slice(0, most);
  return { ...article, stems: { title, head, body: new Set(rarest) } };
}
