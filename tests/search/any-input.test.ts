import { beforeAll, expect, test } from "vitest";
import { search } from "~/search/query.server.ts";
import { findSimilar } from "~/search/query-similar.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createArticle, createTicket } from "../support/factories.ts";
import { testSite } from "./test-site.ts";

const db = await openTestDatabase();
const now = Date.now();

beforeAll(async () => {
  await createTicket(db, { title: "Платёж «не проходит» в node.js", body: "E4042 and 'quotes' ﷽ 😀" });
  await createArticle(db, { slug: "payments", title: "Payments AND refunds", body: "NEAR(a b)" });
});

const pieces = [
  ...[
    '"',
    "«",
    "»",
    "„",
    "“",
    "”",
    "'",
    "’",
    "`",
    "(",
    ")",
    "*",
    "^",
    ":",
    "-",
    "+",
    "{",
    "}",
    "\\",
    ";",
    "--",
    "%",
    "_",
  ],
  ...["AND", "OR", "NOT", "NEAR(a b, 2)", "title:", "body:", "rowid", "платеж", "не", "проходит", "paymant", "ghbdtn"],
  ...["\0", "\u0001", "\ud800", "\udfff", "\ufffe", "\u202e", "\u200f", "\u200b", "\u0301", "שלום", "مرحبا", "﷽", "½"],
  ...["😀", "🏳️‍🌈", "e4042", "c++", "a.b-c_d", "ﬁ", "İ", "ß", "ё", "і", "1e999", "-1", "null", "\n", "\t", " ", "  "],
  ...["a".repeat(10_000), "а".repeat(100), '"'.repeat(50)],
];

let seed = 7;
/** The same numbers in each run (Lehmer's). */
const below = (most: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % most;
};
const nasty = () => {
  const glue = ["", " "][below(2)];
  return Array.from({ length: 1 + below(6) }, () => pieces[below(pieces.length)]).join(glue);
};

test("thousands of nasty queries are no error, and find no more than there is", { timeout: 300_000 }, async () => {
  for (let turn = 0; turn < 2_000; turn++) {
    const query = nasty();
    const { found, count } = await search(db, { query, limit: 20, site: testSite, now }).catch((error) => {
      throw new Error(JSON.stringify(query.slice(0, 200)), { cause: error });
    });
    expect(found.length).toBe(count);
    expect(count).toBeLessThanOrEqual(2);
    if (turn % 5 === 0) await findSimilar(db, { title: query, site: testSite, now });
  }
});
