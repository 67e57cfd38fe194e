import { describe, expect, test } from "vitest";
import { CountedOnce } from "~/http/counted-once.server.ts";
import { type SearchCount, SearchCounts } from "~/search/search-counts.server.ts";
import {
  addSearchCounts,
  forgetOldSearches,
  forgetSearchedWords,
  listSearchedWords,
  sumSearches,
} from "~/search/searched-words.server.ts";
import { parseDays, wordsToCount } from "~/search/searched-words.ts";
import { openTestDatabase } from "../support/database.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  ["Платёж   не проходит", "платеж не проходит"],
  ["  «Can’t LOGIN?» ", "cant login"],
  ["об’єкт", "обєкт"],
  ["line\none\ttab", "line one tab"],
  ["C++ or C#", "c++ or c#"],
  ['-excluded "a phrase"', "excluded a phrase"],
  ["error E4042", "error e4042"],
  ["node.js 20.19", "node.js 20.19"],
  ["ERR_TOO_MANY_REDIRECTS", "err_too_many_redirects"],
  ["getElementsByClassName", "getelementsbyclassname"],
  ["abc\u202Egnp.exe", "abcgnp.exe"],
  ["a\u200Bb\u200Ec\u2066d", "abcd"],
  ["<b>bold</b>", "b>bold</b"],
])("%j is counted as %j", (query, words) => {
  expect(wordsToCount(query)).toBe(words);
});

test.each([
  ["nothing", ""],
  ["signs", "?!… — 😀"],
  ["one letter", "a"],
  ["numbers", "12 34"],
  ["nine words", "one two three four five six seven eight nine"],
  ["a long text", "слово ".repeat(30)],
  ["81 characters", "abcdefghi ".repeat(8) + "z".repeat(9)],
  ["an e-mail address", "reset anna.koval@example.com"],
  ["an address with the other sign", "anna＠example.com"],
  ["a name in a network", "who is @anna"],
  ["a telephone", "позвоните +380 (67) 123-45-67"],
  ["a telephone in Arabic numbers, once they are folded", "call ０６７１２３４５６７"],
  ["a card", "card 4242 4242 4242 4242 declined"],
  ["a document", "паспорт AB 123456"],
  ["an address in a network", "ban 192.168.100.200"],
  ["a link", "https://example.com/secret"],
  ["a link without its beginning", "example.com/reset?token=x"],
  ["a key", "sk_live_51hq8xab2c"],
  ["a number of a session", "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
  ["a secret link", "/m/41-qY7dKxVbnRtJwZsLpFhGmCxAeUoQiDkTyBvN0SaWcXr"],
  ["base64", "dGhpc2lzYXNlY3JldHRva2VuZm9ydGVzdHM"],
  ["heaps of marks", "ж\u0488\u0489\u0483аба"],
])("%s is not counted", (_, query) => {
  expect(wordsToCount(query)).toBeUndefined();
});

const ask = (counts: SearchCounts, query: string, more: { network?: string; now?: number; hasFound?: boolean } = {}) =>
  counts.addSearch({ query, network: "10.0.0", now: NOON, hasFound: false, ...more });

describe("in memory", () => {
  test("the same words from one network count once an hour, however they are written", () => {
    const counts = new SearchCounts();
    ask(counts, "Refund");
    ask(counts, "refund?");
    ask(counts, "refund", { network: "10.0.1" });
    ask(counts, "refund", { now: NOON + HOUR, hasFound: true });
    expect(counts.take()).toEqual([{ day: "2026-11-22", words: "refund", searches: 3, foundNothing: 2, thenAsked: 0 }]);
    expect(counts.take()).toEqual([]);
  });

  test("a search and the ticket after it count apart", () => {
    const counts = new SearchCounts();
    ask(counts, "refund", { hasFound: true });
    for (let time = 0; time < 2; time++) counts.addAsked({ query: "refund", network: "10.0.0", now: NOON });
    expect(counts.take()).toMatchObject([{ searches: 1, foundNothing: 0, thenAsked: 1 }]);
  });

  test("one network fills nothing", () => {
    const counts = new SearchCounts();
    for (let n = 0; n < 1_000; n++) ask(counts, `word ${String.fromCodePoint(0x4e00 + n)}`, { now: NOON + n * 1_000 });
    expect(counts.take().length).toBeLessThanOrEqual(60);
  });

  test("a thousand networks fill nothing either, and the next minute counts again", () => {
    const counts = new SearchCounts();
    for (let n = 0; n < 1_000; n++) ask(counts, `word ${String.fromCodePoint(0x4e00 + n)}`, { network: String(n) });
    expect(counts.take()).toHaveLength(120);
    ask(counts, "refund", { network: "a person", now: NOON + MINUTE });
    expect(counts.take()).toHaveLength(1);
  });

  test("while the disk takes nothing a bounded number waits, and is added up", () => {
    const counts = new SearchCounts();
    ask(counts, "refund");
    const taken = counts.take();
    ask(counts, "refund", { network: "other" });
    counts.putBack(taken);
    expect(counts.take()).toMatchObject([{ words: "refund", searches: 2, foundNothing: 2 }]);
    counts.putBack(Array.from({ length: 5_000 }, (_, n) => one(`word${n}`)));
    expect(counts.take()).toHaveLength(1_000);
  });

  test("what was remembered of a network is forgotten, also when the clock goes back", () => {
    const once = new CountedOnce({ forMs: HOUR, ofOneNetwork: 2, inAll: 3 });
    const first = (network: string, what: string, now = NOON) => once.isFirst(network, what, now);
    expect([first("a", "1"), first("a", "1"), first("a", "2"), first("a", "3")]).toEqual([true, false, true, false]);
    expect([first("b", "1"), first("c", "1")]).toEqual([true, false]);
    expect(first("a", "1", NOON + HOUR)).toBe(true);
    expect(first("a", "1", NOON - DAY)).toBe(true);
  });
});

const one = (words: string, more: Partial<SearchCount> = {}): SearchCount => ({
  day: "2026-11-22",
  words,
  searches: 1,
  foundNothing: 1,
  thenAsked: 0,
  ...more,
});

describe("on the disk", async () => {
  const db = await openTestDatabase();
  const period = { days: 7, now: NOON };
  const list = (which: "found_nothing" | "then_asked", days = 7) =>
    listSearchedWords(db, { list: which, limit: 50, days, now: NOON });

  test("counts of a day are added up, most first", async () => {
    await addSearchCounts(db, [one("refund"), one("invoice", { foundNothing: 0, thenAsked: 1 })]);
    await addSearchCounts(db, [one("refund"), one("refund", { day: "2026-11-16" }), one("a first")]);
    await addSearchCounts(db, [one("old", { day: "2026-11-15", searches: 9, foundNothing: 9 })]);
    await addSearchCounts(db, []);
    expect(await list("found_nothing")).toEqual([
      { words: "refund", times: 3, searches: 3 },
      { words: "a first", times: 1, searches: 1 },
    ]);
    expect(await list("then_asked")).toEqual([{ words: "invoice", times: 1, searches: 1 }]);
    expect((await list("found_nothing", 30))[0]?.words).toBe("old");
    expect(await sumSearches(db, period)).toEqual({ searches: 5, foundNothing: 4 });
  });

  test("words that are taken out are gone from every day", async () => {
    await forgetSearchedWords(db, "refund");
    expect((await list("found_nothing", 90)).map(({ words }) => words)).toEqual(["old", "a first"]);
  });

  test("a day takes two thousand different ones, and counts those it has", async () => {
    const many = (from: number) => Array.from({ length: 1_000 }, (_, n) => one(`many${from + n}`));
    for (const from of [0, 1_000, 2_000]) await addSearchCounts(db, many(from));
    await addSearchCounts(db, [one("many1"), one("late")]);
    expect((await list("found_nothing"))[0]).toEqual({ words: "many1", times: 2, searches: 2 });
    const rows = await db.selectFrom("searched_words").select("words").where("day", "=", "2026-11-22").execute();
    expect(rows).toHaveLength(2_000);
  });

  test("after half a year it is forgotten", async () => {
    await addSearchCounts(db, [one("ancient", { day: "2026-05-26" }), one("just not", { day: "2026-05-27" })]);
    await forgetOldSearches(db, NOON);
    const rows = await db.selectFrom("searched_words").select("words").where("day", "<", "2026-06-01").execute();
    expect(rows).toEqual([{ words: "just not" }]);
  });

  test("nothing found yet is zero, not an error", async () => {
    expect(await sumSearches(db, { days: 7, now: NOON + 400 * DAY })).toEqual({ searches: 0, foundNothing: 0 });
  });
});

test("a period is one of three", () => {
  expect([null, "7", "30", "90", "8", "x", ""].map(parseDays)).toEqual([
    30,
    7,
    30,
    90,
    undefined,
    undefined,
    undefined,
  ]);
});
