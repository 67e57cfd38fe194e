import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { engineOf } from "~/search/engine-of.server.ts";
import { entryOf } from "~/search/entry.ts";
import { search } from "~/search/query.server.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { fillSecondIndex, startSecondIndex, swapIndex } from "~/search/second-index.server.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { setVisibility } from "~/tickets/change-visibility.server.ts";
import { editReply, editTicket } from "~/tickets/edit-text.server.ts";
import { listTicketsToIndex } from "~/tickets/index-ticket.server.ts";
import { mergeTickets, unmergeTicket } from "~/tickets/merge-tickets.server.ts";
import { removeTicket, restoreTicket, setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { neverPublic, oncePublic } from "../pages/hidden-states.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { onPostgres } from "../support/postgres.ts";
import { testSite } from "./test-site.ts";

afterAll(stopMarkdownWorkers);

const db = await openTestDatabase();
const now = Date.now();
const site = { origin: "https://help.example.com", locale: "en" };
const agent = await createAgent(db);
const by = { agentId: agent.id };

const canary = () => `canary${randomUUID().replaceAll("-", "")}`;

async function find(query: string): Promise<number[]> {
  const { found } = await search(db, { query, limit: 20, site: testSite, now });
  return found.map(({ id }) => id);
}

/** The whole index, as far as a contentless one can be read: which entries have a word. */
async function entriesWith(word: string): Promise<number> {
  const [count] = await engineOf(db).count(db, "search_tickets", [{ word, stems: [word], isStop: false }], {
    most: 100,
    now,
  });
  return count ?? 0;
}

describe("what strangers may list is found by", () => {
  test("its title, its text and the text of a reply", async () => {
    const [title, body, answer] = [canary(), canary(), canary()];
    const ticket = await createTicket(db, { title, body });
    await createReply(db, ticket, { body: answer });
    for (const word of [title, body, answer]) expect(await find(word)).toEqual([ticket.id]);
  });

  test("its new words after a change, and no more by the old ones", async () => {
    const [before, after, reply, mended] = [canary(), canary(), canary(), canary()];
    const ticket = await createTicket(db, { title: before, body: before });
    const replyId = await createReply(db, ticket, { body: reply });
    const row = await db.selectFrom("replies").selectAll().where("id", "=", replyId).executeTakeFirstOrThrow();
    await editTicket(db, ticket.id, { title: after, body: after, by, voice: "team", now, site });
    await editReply(db, row, { body: mended, by, voice: "team", now, site });
    expect(await find(before)).toEqual([]);
    expect(await find(reply)).toEqual([]);
    expect(await find(after)).toEqual([ticket.id]);
    expect(await find(mended)).toEqual([ticket.id]);
  });
});

describe.each([...neverPublic, ...oncePublic])("a ticket that is $state", ({ state, make }) => {
  test("is in no result and has no entry", async () => {
    const title = canary();
    await make({ db, author: await createVisitor(db), agent, title });
    expect(await find(title), state).toEqual([]);
    expect(await entriesWith(title)).toBe(0);
  });
});

test("a note and a removed reply are not found", async () => {
  const [note, reply] = [canary(), canary()];
  const ticket = await createTicket(db);
  await createReply(db, ticket, { viewer: asAgent(agent), kind: "note", body: note });
  const replyId = await createReply(db, ticket, { body: reply });
  expect(await find(note)).toEqual([]);
  expect(await find(reply)).toEqual([ticket.id]);
  await setReplyRemoved(db, { ticketId: ticket.id, replyId, isRemoved: true, by, now });
  expect(await find(reply)).toEqual([]);
  await setReplyRemoved(db, { ticketId: ticket.id, replyId, isRemoved: false, by, now });
  expect(await find(reply)).toEqual([ticket.id]);
});

test("a ticket that turns private is gone at once, and comes back", async () => {
  const title = canary();
  const { id } = await createTicket(db, { title });
  await setVisibility(db, id, "private", { by, now });
  expect([await find(title), await entriesWith(title)]).toEqual([[], 0]);
  await setVisibility(db, id, "public", { by, now });
  expect(await find(title)).toEqual([id]);
  await removeTicket(db, id, { by, now });
  expect(await find(title)).toEqual([]);
  await restoreTicket(db, id, { by, now });
  expect(await find(title)).toEqual([id]);
});

test("replies of a duplicate are found at its original, and back at it when the two are taken apart", async () => {
  const [title, reply] = [canary(), canary()];
  const [duplicate, original] = [await createTicket(db, { title }), await createTicket(db)];
  await createReply(db, duplicate, { body: reply });
  const merge = { from: duplicate.id, into: original.id, agentId: agent.id, now };
  await mergeTickets(db, merge);
  expect(await find(reply)).toEqual([original.id]);
  expect(await find(title)).toEqual([]);
  await unmergeTicket(db, merge);
  expect(await find(reply)).toEqual([duplicate.id]);
  expect(await find(title)).toEqual([duplicate.id]);
});

test("visibility is asked in the query too: an entry that should not be there shows nothing", async () => {
  const title = canary();
  const { id } = await createTicket(db, { title });
  const turn = (visibility: "public" | "private") =>
    inTransaction(db, (trx) => trx.updateTable("tickets").set({ visibility }).where("id", "=", id).execute());
  await turn("private");
  expect(await entriesWith(title)).toBe(1);
  const { found, count } = await search(db, { query: title, limit: 20, site: testSite, now });
  expect([found, count]).toEqual([[], 0]);
  await turn("public");
});

test("the entry is written in the transaction of the change: a rollback leaves nothing", async () => {
  const [before, after] = [canary(), canary()];
  const { id } = await createTicket(db, { title: before });
  const failing = inTransaction(db, async (trx) => {
    await changeTicket(trx, await lockTicket(trx, id), { title: after }, { now, seenBy: "everyone" });
    throw new Error("too late");
  });
  await expect(failing).rejects.toThrow("too late");
  expect(await find(after)).toEqual([]);
  expect(await find(before)).toEqual([id]);
});

describe("a rebuild", () => {
  /** All that the indexes can tell: for each word of the vocabulary, which entries have it in which column. */
  async function contents(): Promise<unknown[]> {
    const all: unknown[] = [];
    const tables = ["search_tickets", "search_ticket_titles", "search_ticket_voted", "search_articles"];
    for (const table of [...tables, "search_article_titles"]) {
      if (onPostgres) {
        all.push((await sql`select id, stems::text, length from ${sql.table(table)} order by id`.execute(db)).rows);
        continue;
      }
      await inTransaction(db, async (trx) => {
        await sql`create virtual table words using fts5vocab(${sql.table(table)}, 'instance')`.execute(trx);
        all.push((await sql`select term, doc, col from words order by 1, 2, 3`.execute(trx)).rows);
        await sql`drop table words`.execute(trx);
      });
    }
    return all;
  }
  let before: unknown[] = [];
  beforeAll(async () => {
    for (let n = 0; n < 6; n++) await createArticle(db, { title: `How to sing, part ${n}` });
    await createArticle(db, { isDraft: true });
    for (const vote_count of [9, 2, 5]) {
      const { id } = await createTicket(db, { title: `Wished by ${vote_count}` });
      await inTransaction(db, async (trx) =>
        changeTicket(trx, await lockTicket(trx, id), { vote_count }, { now, seenBy: "everyone" }),
      );
    }
    before = await contents();
  });

  test("makes the same index as the writes did", async () => {
    expect(before.flat().length).toBeGreaterThan(30);
    for (const table of before) expect(table).not.toEqual([]);
    expect(await rebuildIndex(db)).toBeGreaterThan(20);
    expect(await contents()).toEqual(before);
  });

  test("takes in what is written meanwhile", async () => {
    const [early, late, hidden] = [canary(), canary(), canary()];
    const first = await createTicket(db, { title: "Early" });
    const second = await createTicket(db, { title: hidden });
    const building = rebuildIndex(db);
    await editTicket(db, first.id, { title: early, body: "", by, voice: "team", now, site });
    const added = await createTicket(db, { title: late });
    await setVisibility(db, second.id, "private", { by, now });
    await building;
    expect(await find(early)).toEqual([first.id]);
    expect(await find(late)).toEqual([added.id]);
    expect(await entriesWith(hidden)).toBe(0);
  });

  test("never puts what it has read over what was written since", async () => {
    const [edited, hidden, title] = [canary(), canary(), canary()];
    const first = await createTicket(db, { title: edited });
    const second = await createTicket(db, { title: hidden });
    await inTransaction(db, (trx) => startSecondIndex(trx, "ticket"));
    const { documents } = await listTicketsToIndex(db, 0, 1_000);
    await editTicket(db, first.id, { title, body: "", by, voice: "team", now, site });
    await setVisibility(db, second.id, "private", { by, now });
    await inTransaction(db, async (trx) => {
      const entries = documents.map(entryOf);
      expect(await fillSecondIndex(trx, "ticket", entries, 1_000)).toBe(entries.length);
      await swapIndex(trx, "ticket");
    });
    expect(await Promise.all([edited, hidden, title].map(entriesWith))).toEqual([0, 0, 1]);
  });

  test("that begins while another is under way takes over", async () => {
    const title = canary();
    await createTicket(db, { title });
    const counts = await Promise.all([rebuildIndex(db), rebuildIndex(db)]);
    // In PostgreSQL either may be the second one to begin.
    expect(counts.filter((count) => count === undefined)).toHaveLength(1);
    expect(Math.max(...counts.map((count) => count ?? 0))).toBeGreaterThan(20);
    expect(await entriesWith(title)).toBe(1);
  });

  test("that was stopped leaves the index in use, and the next one starts over", async () => {
    const title = canary();
    const { id } = await createTicket(db, { title });
    const stopped = rebuildIndex(db, {
      onProgress() {
        throw new Error("stopped");
      },
    });
    await expect(stopped).rejects.toThrow("stopped");
    expect(await find(title)).toEqual([id]);
    expect(await rebuildIndex(db)).toBeGreaterThan(0);
    expect(await find(title)).toEqual([id]);
  });
});
