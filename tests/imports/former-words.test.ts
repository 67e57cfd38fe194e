import { describe, expect, test } from "vitest";
import { kindOf, statusOf } from "~/imports/former-words.ts";
import { oldPathsOf } from "~/imports/old-paths.ts";
import { publicName } from "~/imports/one-line.ts";
import { parseTime } from "~/imports/parse-time.ts";
import { isPublicComment, isPublicForum, isPublicTopic } from "~/imports/userecho/privacy.ts";
import { kinds, needsReason, phaseOf } from "~/tickets/ticket.ts";

test.each([
  ["Idea", "idea"],
  ["Идея", "idea"],
  ["Bug/Problem", "problem"],
  ["Проблема", "problem"],
  ["Запитання", "question"],
  ["Благодарность", "thanks"],
  ["Подяка", "thanks"],
  ["Lob", "thanks"],
  ["Tickets", undefined],
  ["", undefined],
])("a type %j is a %s", (name, kind) => {
  expect(kindOf({ name }, {})).toBe(kind);
});

test("an admin's word about the words goes before ours", () => {
  const words = {
    types: { Tickets: "problem", Idea: "question" },
    statuses: { "On hold": "needs_info", Planned: "new" },
  };
  expect(kindOf({ name: "Tickets" }, words)).toBe("problem");
  expect(kindOf({ name: "Idea" }, words)).toBe("question");
  expect(statusOf({ name: "On hold" }, "problem", words)).toEqual({ key: "needs_info", cause: undefined });
  expect(statusOf({ name: "Planned" }, "idea", words)?.key).toBe("new");
});

test.each([
  [{ id: "1", name: "Новый" }, "new", "new", "new"],
  [{ id: "17", name: "Under review" }, "in_progress", "in_progress", "under_review"],
  [{ id: "18" }, "in_progress", "confirmed", "planned"],
  [{ id: "19", name: "Начали" }, "in_progress", "in_progress", "started"],
  [{ id: "20", name: "Fertiggestellt" }, "answered", "fixed", "completed"],
  [{ id: "5", name: "Отклонено" }, "declined", "will_not_fix", "declined"],
  [{ id: "4" }, "declined", "will_not_fix", "declined"],
  [{ name: "in_progress" }, "in_progress", "in_progress", undefined],
])("a status %j is %s of a question, %s of a problem, %s of an idea", (status, ...keys) => {
  expect((["question", "problem", "idea"] as const).map((kind) => statusOf(status, kind, {})?.key)).toEqual(keys);
});

test("every status is one of its kind, and has a cause where it needs a reason", () => {
  for (const kind of kinds) {
    for (let id = 0; id < 21; id++) {
      const status = statusOf({ id: String(id) }, kind, {});
      if (!status) continue;
      const phase = phaseOf(kind, status.key);
      expect(phase).toBeDefined();
      expect(status.cause !== undefined).toBe(phase !== undefined && needsReason(phase));
    }
  }
  expect(statusOf({ name: "Отправлено на Марс" }, "idea", {})).toBeUndefined();
});

describe("only an exact PUBLIC is public", () => {
  test.each([
    undefined,
    null,
    "",
    "public",
    "Public",
    " PUBLIC",
    "PUBLIC ",
    "PRIVATE",
    "PUBLIC_READ",
    true,
    1,
    ["PUBLIC"],
    { name: "PUBLIC" },
  ])("%j is not", (privacy_mode) => {
    expect(isPublicComment({ privacy_mode })).toBe(false);
    expect(isPublicTopic({ privacy_mode }, true)).toBe(false);
    expect(isPublicTopic({ privacy_mode }, false)).toBe(false);
    expect(isPublicForum({ type: { name: privacy_mode as string } })).toBe(false);
  });

  test("PUBLIC is, unless something else says no", () => {
    const row = { privacy_mode: "PUBLIC" };
    expect([isPublicComment(row), isPublicTopic(row, true), isPublicForum({ type: { name: "PUBLIC" } })]).toEqual([
      true,
      true,
      true,
    ]);
    for (const more of [
      { is_private: true },
      { is_deleted: 1 },
      { hidden: "yes" },
      { is_public: false },
      { visibility: "team" },
    ]) {
      expect(isPublicComment({ ...row, ...more })).toBe(false);
      expect(isPublicTopic({ ...row, ...more }, true)).toBe(false);
    }
    expect(isPublicComment({})).toBe(false);
  });

  test("a topic that says nothing goes by its forum, unless other topics do say it", () => {
    expect(isPublicTopic({}, false)).toBe(true);
    expect(isPublicTopic({}, true)).toBe(false);
  });
});

test.each([
  ["/topic/133328-/", ["/topic/133328", "/topics/133328"]],
  ["/topic/98149-use-memory-mapped-files/", ["/topic/98149", "/topic/-use-memory-mapped-files"]],
  ["/topics/630", ["/topics/630"]],
  ["/topics/00471-add-option/", ["/topics/471"]],
  ["/communities/1/topics/1726-git-flow-support-hooks", ["/topics/1726"]],
  ["/communities/4-ideas/topics/143-vyigruzka-tsitat", ["/topics/143"]],
  ["/knowledge-bases/4-baza-znanij/articles/86-kak/", ["/topics/86"]],
  [
    "/knowledge-bases/11-fl-changelog/categories/29-premium-version/articles",
    ["/knowledge-bases/11/categories/29", "/knowledge-bases/11"],
  ],
  ["/knowledge-bases/4-baza-znanij", ["/knowledge-bases/4"]],
  ["/communities/1-general/", ["/communities/1"]],
  ["/forum/5999-feedback/filter-17845/order-top/", ["/forum/5999"]],
  ["/list/21579-chrome-extensions/?category=4918", ["/forum/21579/category/4918", "/forum/21579"]],
  ["/topics/abc", []],
  ["/nowhere", []],
  ["/%E0%A4%A", undefined],
])("%s is looked for as %j", (address, paths) => {
  const url = new URL(address, "http://forum.test");
  const own = url.pathname.replace(/\/$/, "");
  expect(oldPathsOf(url)).toEqual(paths ? [...(url.search ? [own + url.search] : []), ...paths, own] : []);
});

test.each([
  ["2015-09-03 12:33:57", Date.UTC(2015, 8, 3, 12, 33, 57)],
  ["2015-09-03T12:33:57+03:00", Date.UTC(2015, 8, 3, 9, 33, 57)],
  ["2015-09-03", Date.UTC(2015, 8, 3)],
  [1441283637, 1441283637000],
  ["1441283637123", 1441283637123],
  ["yesterday", Number.NaN],
])("%s is a time", (given, at) => {
  expect(parseTime(given)).toBe(at);
});

test("a name that is an e-mail address is nobody's to read", () => {
  expect(
    ["Анна  К.", "anna@example.com", "Anna <anna@example.com>", " ", undefined].map((name) => publicName(name, 60)),
  ).toEqual(["Анна К.", null, null, null, null]);
});
