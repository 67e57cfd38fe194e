import { setTimeout as sleep } from "node:timers/promises";
import { type Db, inTransaction } from "#db/client.ts";
import { type IndexEntry, joinEntry } from "~/search/entry.ts";
import { putEntries } from "~/search/index-tables.server.ts";
import { indexTicketsById } from "~/tickets/index-ticket.server.ts";
import { limits } from "~/tickets/ticket.ts";
import { ticketPath } from "~/urls.ts";
import { countUnwritten, inBatches, type Unwritten } from "./batches.ts";
import { countTexts, type Forum } from "./import.ts";
import type { PreparedText } from "./import-texts.worker.ts";
import { findSource, type KnownPost, loadKnownPosts } from "./known-posts.server.ts";
import { type LinkTarget, moveLinks } from "./links.ts";
import { moveStoredLinks } from "./move-stored-links.server.ts";
import { prepareTexts } from "./prepare-texts.server.ts";
import { type Portion, writePortion } from "./write-portion.server.ts";

export interface ImportOptions {
  site: { origin: string; locale: string };
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
  const total = countTexts(forum.tickets);
  const result = { tickets: 0, replies: 0, alreadyHere: 0, linksMoved: 0, notRendered: 0, overLong: 0 };
  const batches = inBatches(forum.tickets, known);
  result.alreadyHere = total - batches.reduce((sum, batch) => sum + countUnwritten(batch), 0);
  const report = () => options.onProgress?.(result.alreadyHere + result.tickets + result.replies, total);
  report();

  const ahead: Promise<Portion[]>[] = [];
  const prepareNext = () => {
    const batch = batches.shift();
    if (!batch) return;
    const preparing = prepare(batch, known, forum, options);
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
      const count = await writeSome(db, portions.slice(done), { source, known, now: options.now });
      for (const portion of portions.slice(done, done + count)) addUp(result, portion);
      done += count;
      report();
      if (done < portions.length) await sleep(PAUSE_MS);
    }
  }

  result.linksMoved = await moveStoredLinks(db, source, {
    addresses: forum.addresses,
    find: (externalId) => linkTo(known.get(externalId)),
    site: options.site,
  });
  return result;
}

/** One transaction, as long as it may last. Adds what it wrote to `known` and returns how many portions that was. */
async function writeSome(
  db: Db,
  portions: Portion[],
  { source, known, now }: { source: string; known: Map<string, KnownPost>; now: number },
): Promise<number> {
  const written = await inTransaction(db, async (trx) => {
    const until = performance.now() + TRANSACTION_MS;
    const posts: [string, KnownPost][] = [];
    const entries: IndexEntry[] = [];
    let count = 0;
    while (count < portions.length && (count === 0 || performance.now() < until)) {
      const portion = portions[count] as Portion;
      const here = await writePortion(trx, portion, { source, known, now });
      const ticketId = portion.opening && here.get(portion.ticket.externalId)?.ticketId;
      const entry = ticketId && entryOf(ticketId, portion);
      if (entry) entries.push(entry);
      else if (ticketId) await indexTicketsById(trx, [ticketId]);
      posts.push(...here);
      count += 1;
    }
    await putEntries(trx, "ticket", entries);
    return { posts, count };
  });
  for (const post of written.posts) known.set(...post);
  return written.count;
}

/** A new ticket's entry in the search index; undefined where it is too long for it. */
function entryOf(id: number, { ticket, opening, replies }: Portion): IndexEntry | undefined {
  if (!opening) return undefined;
  const { title, votes } = ticket;
  const texts = [opening, ...replies.map(({ text }) => text)].map(({ forIndex }) => forIndex);
  return joinEntry({ id, title, language: opening.language, votes }, texts);
}

async function prepare(
  batch: Unwritten[],
  known: ReadonlyMap<string, KnownPost>,
  { addresses }: Forum,
  { site }: ImportOptions,
): Promise<Portion[]> {
  const find = (externalId: string) => linkTo(known.get(externalId));
  const posts = batch.flatMap(({ ticket, isNew, replies }) => [...(isNew ? [ticket] : []), ...replies]);
  const texts = await Promise.all(
    posts.map(async (post) => ({
      title: "title" in post ? post.title : undefined,
      body: moveLinks(await post.readBody(), addresses, find),
    })),
  );
  const prepared = (await prepareTexts(texts, site)).values();
  const next = () => prepared.next().value as PreparedText;
  return batch.map(({ ticket, isNew, replies }) => ({
    ticket,
    opening: isNew ? next() : undefined,
    replies: replies.map((reply) => ({ reply, text: next() })),
  }));
}

function linkTo(post: KnownPost | undefined): LinkTarget | undefined {
  if (!post) return undefined;
  const path = ticketPath({ id: post.ticketId, slug: post.slug }, { reply: post.replyId ?? undefined });
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
