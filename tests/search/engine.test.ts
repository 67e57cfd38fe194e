import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { writeEntry } from "~/search/index-tables.server.ts";
import { search } from "~/search/query.server.ts";
import type { SearchFilter } from "~/search/query-filter.ts";
import { findSimilar } from "~/search/query-similar.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createArticle, createTicket, createVisitor } from "../support/factories.ts";
import { testSite } from "./test-site.ts";

const now = Date.now();

describe("of a word that thousands of tickets have", async () => {
  const db = await openTestDatabase();
  const known = await createTicket(db, { title: "Export of orders, an old and well known one" });
  const filtered = await createTicket(db, { title: "An idea about export", kind: "idea" });
  await inTransaction(db, async (trx) => {
    await trx.updateTable("tickets").set({ vote_count: 1 }).where("id", "=", known.id).execute();
    const {
      html,
      id: _,
      ...like
    } = await trx.selectFrom("tickets").selectAll().where("id", "=", known.id).executeTakeFirstOrThrow();
    for (let number = 0; number < 11_000; number++) {
      const row = { ...like, html, title: `Export number ${number}`, form_nonce: null, vote_count: 0, base_votes: 0 };
      const { id } = await trx.insertInto("tickets").values(row).returning("id").executeTakeFirstOrThrow();
      const texts = [{ text: "the export does not work", language: "en" }];
      await writeEntry(trx, { kind: "ticket", id, title: row.title, language: "en", texts });
    }
  });
  const first = async (query: string, filter?: SearchFilter) =>
    (await search(db, { query, filter, limit: 20, site: testSite, now })).found.map(({ id }) => id);

  test("an old one is not among the newest", async () => {
    expect(await first("export")).not.toContain(known.id);
  });

  test("the most voted is found, once votes have brought it there", async () => {
    const visitor = await createVisitor(db);
    await inTransaction(db, (trx) =>
      trx.updateTable("tickets").set({ vote_count: 1, base_votes: 40 }).where("id", "=", known.id).execute(),
    );
    const ticket = await db.selectFrom("tickets").selectAll().where("id", "=", known.id).executeTakeFirstOrThrow();
    await castVote(db, { ticket, wanted: "vote", viewer: visitor, addressKey: "somewhere", now });
    expect(await first("export")).toContain(known.id);
  });

  test("those of a kind are found by the filter", async () => {
    expect(await first("export idea", { in: "tickets", kind: "idea" })).toEqual([filtered.id]);
  });
});

test("of a word that some hundred texts have, those that speak of it most come first, however new", async () => {
  const db = await openTestDatabase();
  const mention = "Yesterday the reports came late again, and somebody in the office said it could be the firewall.";
  for (let number = 1; number <= 120; number++) await createTicket(db, { title: `Reports ${number}`, body: mention });
  const body = "Our firewall drops it. Which ports does the firewall need?";
  const about = await createTicket(db, { title: "Nothing arrives", body });
  const { found } = await search(db, { query: "firewall", limit: 20, site: testSite, now });
  expect(found[0]?.id).toBe(about.id);
});

describe("articles and tickets in one list", async () => {
  const db = await openTestDatabase();
  const ask = async (query: string, filter?: SearchFilter) => {
    const { found, ...rest } = await search(db, { query, filter, limit: 20, site: testSite, now });
    return { ...rest, found: found.map(({ kind, title }) => `${kind}: ${title}`) };
  };
  await createTicket(db, { title: "Webhook signature is wrong", vote_count: 60 });
  await createTicket(db, { title: "Signature of a contract", kind: "idea" });
  await createArticle(db, { slug: "webhooks", title: "Check the webhook signature", body: "Sign the raw bytes." });
  await createArticle(db, { slug: "other", title: "Invoices", body: "Nothing about a webhook signature here." });
  await createArticle(db, { slug: "draft", title: "Webhook signature drafts", isDraft: true });

  test("an article that fits comes first, one that only mentions the words last, a draft never", async () => {
    expect((await ask("webhook signature")).found).toEqual([
      "article: Check the webhook signature",
      "question: Webhook signature is wrong",
      "article: Invoices",
    ]);
  });

  test("a filter leaves what it asks for, and says how many there are of each", async () => {
    expect(await ask("signature", { in: "articles" })).toMatchObject({ count: 2, articleCount: 2, ticketCount: 2 });
    expect((await ask("signature", { in: "tickets" })).found).toHaveLength(2);
    expect((await ask("signature", { in: "tickets", kind: "idea" })).found).toEqual(["idea: Signature of a contract"]);
    expect((await ask("signature", { in: "tickets", phase: "done" })).found).toEqual([]);
  });

  test("similar to a title are articles, then tickets", async () => {
    const similar = await findSimilar(db, { title: "webhook signature does not match", site: testSite, now });
    expect(similar.map(({ kind }) => kind)).toEqual(["article", "question"]);
  });

  test("a phrase is found in its order, with word forms; a quote that is open does no harm", async () => {
    expect((await ask('"webhook signatures"')).count).toBe(3);
    expect((await ask('"signature webhook"')).found).toEqual([]);
    expect((await ask('"signature webhook"')).suggestion).toBe("signature webhook");
    expect((await ask("«raw bytes»")).found).toEqual(["article: Check the webhook signature"]);
    expect((await ask('"raw bytes')).count).toBeGreaterThan(0);
  });

  test("a spelling is offered only from what strangers may read", async () => {
    await createTicket(db, { title: "Private hippopotamus", visibility: "private" });
    await createArticle(db, { slug: "draft-two", title: "Rhinoceros", isDraft: true });
    expect((await ask("hippopotamsu")).suggestion).toBeNull();
    // In the other layout it is no word either.
    expect((await ask("formattng")).suggestion).toBeNull();
    expect((await ask("rhinocreos")).suggestion).toBeNull();
    expect((await ask("signatrue")).suggestion).toBe("signature");
    const hidden = await createTicket(db, { title: "Crocodile" });
    expect((await ask("crocodlie")).suggestion).toBe("crocodile");
    await inTransaction(db, (trx) =>
      trx.updateTable("tickets").set({ visibility: "private" }).where("id", "=", hidden.id).execute(),
    );
    expect((await ask("crocodlie")).suggestion).toBeNull();
  });
});

describe("an article in three languages", async () => {
  const db = await openTestDatabase();
  const original = await createArticle(db, { title: "Invoices and payments", body: "A receipt comes by itself." });
  const translations = [
    { title: "Счета и платежи в кабинете", language: "ru", body: "Квитанция приходит сама." },
    { title: "Рахунки та платежі в кабінеті", language: "uk", body: "Квитанція надходить сама." },
  ];
  for (const facts of translations) await createArticle(db, { ...facts, translationOfId: original.id });
  const titles = async (query: string, locale: "en" | "ru" | "uk") => {
    const { found } = await search(db, { query, limit: 20, site: { ...testSite, locale }, now });
    return found.map(({ title }) => title);
  };

  test.each([
    ["ru", "Счета и платежи в кабинете"],
    ["uk", "Рахунки та платежі в кабінеті"],
  ] as const)("is found once, on a site in %s in its language", async (locale, title) => {
    expect(await titles("платеж", locale)).toEqual([title]);
  });

  test("is found by the beginning of a word that only its text has", async () => {
    expect(await titles("квитан", "ru")).toEqual(["Счета и платежи в кабинете"]);
    expect(await titles("recei", "ru")).toEqual(["Invoices and payments"]);
  });
});
