import { setTimeout as sleep } from "node:timers/promises";
import { type Db, inTransaction } from "#db/client.ts";
import type { Locale } from "~/i18n/locale.ts";
import { type IndexEntry, joinEntry } from "~/search/entry.ts";
import { putEntries } from "~/search/index-tables.server.ts";
import { indexTicketsById } from "~/tickets/index-ticket.server.ts";
import { limits } from "~/tickets/ticket.ts";
import { replyPath, ticketPath } from "~/urls.ts";
import { countUnwritten, inBatches, type Unwritten } from "./batches.ts";
import { bringArticles, moveArticleLinks } from "./bring-articles.server.ts";
import { findCategories } from "./find-categories.server.ts";
import { findTeam } from "./find-team.server.ts";
import { countTexts, type Forum } from "./import.ts";
import type { PreparedText } from "./import-texts.worker.ts";
import { keepOldLists } from "./keep-old-paths.server.ts";
import { findSource, type KnownPost, loadKnownPosts } from "./known-posts.server.ts";
import { type LinkTarget, moveLinks } from "./links.ts";
import { moveStoredLinks } from "./move-stored-links.server.ts";
import { prepareTexts } from "./prepare-texts.server.ts";
import { type FileTaker, makeFileTaker, withKeptFiles } from "./take-file.server.ts";
import { type Place, type Portion, writePortion } from "./write-portion.server.ts";

export interface ImportOptions {
  site: { origin: string; locale: Locale };
  /** Where files are kept. */
  filesFolder?: string;
  now: number;
  /** Told after every transaction: texts that are here, of all in the files. */
  onProgress?(done: number, total: number): void;
}

export interface ImportResult {
  tickets: number;
  replies: number;
  /** Texts that an earlier run had brought in. */
  alreadyHere: number;
  /** Texts that linked to what was brought in after them. */
  linksMoved: number;
  /** Shown as they were typed, because rendering them cost too much. */
  notRendered: number;
  /** Longer than what a form takes; kept whole. */
  overLong: number;
  articles: number;
  files: number;
  /** Files that could not be taken, a line each. */
  lostFiles: string[];
  /** Accounts of the old forum's team that were made here, switched off. */
  newAccounts: string[];
}

/** A running site waits for its turn to write: so short transactions, with the reading of another batch in between. */
const TRANSACTION_MS = 40;
/** Where two transactions follow each other at once. */
const PAUSE_MS = 5;

/**
 * Brings a forum in, ticket by ticket with its replies, in the order in which they were opened. What is here already
 * is left alone, so a run that was stopped goes on where it was.
 */
export async function importForum(db: Db, forum: Forum, options: ImportOptions): Promise<ImportResult> {
  const source = await findSource(db, forum);
  const known = await loadKnownPosts(db, source);
  const { site, now } = options;
  const files = makeFileTaker(db, { folder: options.filesFolder, now });
  const categories = await findCategories(db, forum.tickets, { locale: site.locale, now });
  const { team, newAccounts } = await findTeam(db, forum.tickets, now);
  const place: Place & { known: Map<string, KnownPost> } = { source, known, team, categories, now };
  const total = countTexts(forum.tickets);
  const result: ImportResult = {
    tickets: 0,
    replies: 0,
    alreadyHere: 0,
    linksMoved: 0,
    notRendered: 0,
    overLong: 0,
    articles: 0,
    files: 0,
    lostFiles: files.lost,
    newAccounts,
  };
  const batches = inBatches(forum.tickets, known);
  result.alreadyHere = total - batches.reduce((sum, batch) => sum + countUnwritten(batch), 0);
  const report = () => options.onProgress?.(result.alreadyHere + result.tickets + result.replies, total);
  report();

  const ahead: Promise<Portion[]>[] = [];
  const prepareNext = () => {
    const batch = batches.shift();
    if (!batch) return;
    const preparing = prepare(batch, place, forum, { site, files });
    // Its failure is met where it is awaited, which may be later than it fails.
    preparing.catch(() => undefined);
    ahead.push(preparing);
  };
  // Three ahead: one is read, one rendered, and one waits for this thread to have written the last.
  for (let count = 0; count < 3; count++) prepareNext();
  for (let preparing = ahead.shift(); preparing; preparing = ahead.shift()) {
    const portions = await preparing;
    prepareNext();
    for (let done = 0; done < portions.length; ) {
      const count = await writeSome(db, portions.slice(done), place);
      for (const portion of portions.slice(done, done + count)) addUp(result, portion);
      done += count;
      report();
      if (done < portions.length) await sleep(PAUSE_MS);
    }
  }

  const links = new Map<string, LinkTarget>();
  const find = (externalId: string) => linkTo(known.get(externalId)) ?? links.get(externalId);
  const moving = { addresses: forum.addresses, find, site };
  const shelf = await bringArticles(db, source, forum.articles ?? [], { ...moving, links, files, now });
  result.articles = shelf.written;
  result.alreadyHere += shelf.alreadyHere;
  result.notRendered += shelf.notRendered;
  result.linksMoved = await moveStoredLinks(db, source, moving);
  result.linksMoved += await moveArticleLinks(db, source, moving);
  await keepOldLists(db, forum.lists ?? [], { categories, articleCategories: shelf.categories });
  result.files = files.count();
  return result;
}

/** One transaction, as long as it may last. Adds what it wrote to `known` and returns how many portions that was. */
async function writeSome(
  db: Db,
  portions: Portion[],
  place: Place & { known: Map<string, KnownPost> },
): Promise<number> {
  const written = await inTransaction(db, async (trx) => {
    const until = performance.now() + TRANSACTION_MS;
    const posts: [string, KnownPost][] = [];
    const entries: IndexEntry[] = [];
    let count = 0;
    while (count < portions.length && (count === 0 || performance.now() < until)) {
      const portion = portions[count] as Portion;
      const here = await writePortion(trx, portion, place);
      const ticketId = portion.opening && here.get(portion.ticket.externalId)?.ticketId;
      const entry = ticketId && entryOf(ticketId, portion);
      if (entry) entries.push(entry);
      else if (ticketId && portion.ticket.visibility === "public") await indexTicketsById(trx, [ticketId]);
      posts.push(...here);
      count += 1;
    }
    await putEntries(trx, "ticket", entries);
    return { posts, count };
  });
  for (const post of written.posts) place.known.set(...post);
  return written.count;
}

/** A new ticket's entry in the search index; undefined where it is too long for it, or not for everybody. */
function entryOf(id: number, { ticket, opening, replies }: Portion): IndexEntry | undefined {
  if (!opening || ticket.visibility !== "public") return undefined;
  const { title, votes } = ticket;
  const read = replies.filter(({ reply }) => reply.kind !== "note");
  const texts = [opening, ...read.map(({ text }) => text)].map(({ forIndex }) => forIndex);
  return joinEntry({ id, title, language: opening.language, votes }, texts);
}

async function prepare(
  batch: Unwritten[],
  { known, team }: Place,
  { addresses }: Forum,
  { site, files }: { site: ImportOptions["site"]; files: FileTaker },
): Promise<Portion[]> {
  const find = (externalId: string) => linkTo(known.get(externalId));
  const posts = batch.flatMap(({ ticket, isNew, replies }) => [...(isNew ? [ticket] : []), ...replies]);
  const kept: number[][] = [];
  const texts = await Promise.all(
    posts.map(async (post, at) => {
      const own: number[] = [];
      kept[at] = own;
      const body = await post.readBody((file) => files.take(file, own));
      return {
        title: "title" in post ? post.title : undefined,
        body: withKeptFiles(moveLinks(body, addresses, find), own),
        voice: "team" in post && team.has(post.team?.email ?? "") ? ("team" as const) : undefined,
      };
    }),
  );
  const prepared = (await prepareTexts(texts, site)).entries();
  const next = () => {
    const [at, text] = prepared.next().value as [number, PreparedText];
    return { ...text, files: kept[at] as number[] };
  };
  return batch.map(({ ticket, isNew, replies }) => ({
    ticket,
    opening: isNew ? next() : undefined,
    replies: replies.map((reply) => ({ reply, text: next() })),
  }));
}

function linkTo(post: KnownPost | undefined): LinkTarget | undefined {
  if (!post?.isPublic) return undefined;
  const ticket = { id: post.ticketId, slug: post.slug };
  const path = post.replyId === null ? ticketPath(ticket) : replyPath(ticket, post.replyId, post.replyCount);
  return { path, title: post.title };
}

function addUp(result: ImportResult, { opening, replies }: Portion): void {
  if (opening) result.tickets += 1;
  result.replies += replies.length;
  for (const text of [opening, ...replies.map((reply) => reply.text)]) {
    if (text && !text.complete) result.notRendered += 1;
    if (text && text.body.length > limits.body) result.overLong += 1;
  }
}
