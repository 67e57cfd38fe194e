import { describe, expect, test } from "vitest";
import { cursorText, parseCursor, parseTicketFilter } from "~/tickets/list-filter.ts";
import { parseQueueFilter } from "~/tickets/queue-filter.ts";
import { parseEditForm, parseEditReplyForm, parseReplyForm, parseStatusForm } from "~/tickets/reply-form.ts";
import { parseTicketForm } from "~/tickets/ticket-form.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { parseTicketQuery } from "~/tickets/ticket-query.ts";
import { ticketSlug } from "~/tickets/ticket-slug.ts";

const categories = [{ id: 7, slug: "api", name: "API" }];
const query = (text: string) => new URLSearchParams(text);
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

describe("a title in an address", () => {
  test.each([
    ["Оплата не проходит, код 400", "ru", "oplata-ne-prokhodit-kod-400"],
    ["Її об’єкт у Києві", "uk", "yiyi-obyekt-u-kyyevi"],
    ["Straße & Größe", "de", "strasse-and-groesse"],
    ["  C++  /  C#  ", "en", "c-c"],
    ["404", "en", "404"],
    ["!!! ???", "en", "problem"],
    ["🙂🙂", "en", "problem"],
    ["中文标题", "zh", "problem"],
    ["../../desk?x=1#y", "en", "desk-x-1-y"],
  ])("“%s” is %s → %s", (title, language, slug) => {
    expect(ticketSlug(title, { kind: "problem", language })).toBe(slug);
  });

  test.each([["word ".repeat(40)], ["щ".repeat(160)], ["a".repeat(160)], [`${"a".repeat(59)} b`]])(
    "is at most 60 characters and ends with a word (%#)",
    (title) => {
      const slug = ticketSlug(title, { kind: "problem", language: "ru" });
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slug.length).toBeLessThanOrEqual(60);
      expect(slug.length).toBeGreaterThan(50);
    },
  );
});

test.each([
  ["41", 41],
  ["41-title", 41],
  ["41-", 41],
  ["041-title", 41],
  ["41title", 0],
  ["-41", 0],
  ["4.1", 0],
  ["", 0],
  [undefined, 0],
  ["9999999999999999", 0],
])("the number in “%s” is %s", (ref, number) => {
  expect(ticketNumber(ref)).toBe(number);
});

describe("a filter", () => {
  test("holds what the address asks for", () => {
    expect(
      parseTicketFilter(query("kind=idea&phase=open&status=planned&category=api&sort=votes&after=3-41"), categories),
    ).toEqual({
      kind: "idea",
      phase: "open",
      status: "planned",
      category: categories[0],
      sort: "votes",
      after: { value: 3, id: 41 },
    });
    expect(parseTicketFilter(query("kind=&sort="), categories)).toEqual({ sort: "new" });
  });

  test.each([
    "kind=spell",
    "kind=toString",
    "phase=none",
    "status=lost",
    "category=none",
    "sort=old",
    "after=",
    "after=1",
    "after=1-2-3",
    "after=-1-2",
    "after=1e3-2",
  ])("of “%s” is none", (text) => {
    expect(parseTicketFilter(query(text), categories)).toBeUndefined();
  });

  test("a cursor comes back as it was", () => {
    const cursor = { value: 1_795_000_000_000, id: 999_999 };
    expect(parseCursor(cursorText(cursor))).toEqual(cursor);
  });

  test.each(["view=secret", "view=toString", "kind=spell", "category=none", "after=x"])(
    "of the queue of “%s” is none",
    (text) => {
      expect(parseQueueFilter(query(text), categories)).toBeUndefined();
    },
  );
});

describe("the query of a ticket", () => {
  test.each([
    ["", undefined],
    ["after=12", 12],
    ["after=", null],
    ["after=x", null],
    ["after=-1", null],
  ])("“%s” begins after %s", (text, after) => {
    expect(parseTicketQuery(query(text)).after).toBe(after);
  });

  test("is kept without the receipt", () => {
    expect(parseTicketQuery(query("after=1&receipt=x&utm=y")).kept).toBe("after=1&utm=y");
  });
});

describe("a form", () => {
  test("is taken with the spaces and line ends that mean nothing made one", () => {
    const { values } = parseTicketForm(
      form({ title: " A\r\n  title\u0000 ", body: "a\r\nb\u0007  \n\n", name: " Oleg  K " }),
      [],
    );
    expect(values).toMatchObject({
      kind: "question",
      title: "A title",
      body: "a\nb",
      name: "Oleg K",
      category: null,
      visibility: "public",
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ["no title", { title: " " }, "title"],
    ["a title of 161", { title: "x".repeat(161) }, "title"],
    ["a text of 20,001", { title: "x", body: "x".repeat(20_001) }, "body"],
    ["a name of 61", { title: "x", name: "x".repeat(61) }, "name"],
    ["an unknown kind", { title: "x", kind: "toString" }, "kind"],
    ["an unknown category", { title: "x", category: "8" }, "category"],
    ["a category that is no number", { title: "x", category: "api" }, "category"],
    ["an unknown visibility", { title: "x", visibility: "secret" }, "visibility"],
  ])("with %s has one error, and is kept as typed", (_, fields, field) => {
    const parsed = parseTicketForm(form(fields), [7]);
    expect(parsed.values).toBeUndefined();
    expect(parsed.errors.map((error) => error.field)).toEqual([field]);
    expect(parsed.typed).toEqual(fields);
  });

  test.each([
    ["title", 160],
    ["body", 20_000],
    ["name", 60],
  ])("takes a %s of %i characters", (field, length) => {
    expect(parseTicketForm(form({ title: "x", [field]: "я".repeat(length) }), []).values).toBeDefined();
  });

  test.each<[string, Record<string, string>, string]>([
    ["nothing", {}, "reply-body"],
    ["only spaces", { "reply-body": " \n " }, "reply-body"],
    ["a status of another kind", { "reply-body": "x", status: "fixed" }, "status"],
    ["a status that is a word of the language", { "reply-body": "x", status: "constructor" }, "status"],
    ["closed without a reason", { "reply-body": "x", status: "declined", reason: " " }, "reason"],
    ["a reason of 501", { "reply-body": "x", status: "declined", reason: "x".repeat(501) }, "reason"],
    ["an unknown outcome", { "reply-body": "x", "reply-outcome": "maybe" }, "reply-outcome"],
  ])("of a reply with %s has one error", (_, fields, field) => {
    expect(parseReplyForm(form(fields), "question").errors.map((error) => error.field)).toEqual([field]);
  });

  test.each(["", "x", "-1", "1e9"])(
    "of a reply that saw version “%s” is taken: what is no version of ours stops it at most once",
    (seen) => {
      expect(parseReplyForm(form({ "reply-body": "x", seen }), "question").errors).toEqual([]);
    },
  );

  test("of a status needs one", () => {
    expect(parseStatusForm(form({}), "question").errors.map(({ field }) => field)).toEqual(["status"]);
    expect(parseStatusForm(form({ status: "answered" }), "question").values).toEqual({
      status: "answered",
      reason: null,
    });
  });

  test("of an edit needs a title, of a reply's edit a text", () => {
    expect(parseEditForm(form({ body: "x" })).errors.map(({ field }) => field)).toEqual(["title"]);
    expect(parseEditForm(form({ title: "x" })).values).toEqual({ title: "x", body: "" });
    expect(parseEditReplyForm(form({ body: " " })).errors.map(({ field }) => field)).toEqual(["body"]);
  });
});
