import { expect, test } from "vitest";
import { kindOf, statusOf } from "~/imports/stackexchange/status-of.ts";
import { needsReason, phaseOf } from "~/tickets/ticket.ts";

const facts = {
  tags: [] as string[],
  createdAt: 1_000,
  lastActivityAt: 9_000,
  closedAt: undefined as number | undefined,
  acceptedAnswer: undefined as { createdAt: number } | undefined,
  answers: [] as { createdAt: number; score: number }[],
};
const accepted = { acceptedAnswer: { createdAt: 3_000 }, answers: [{ createdAt: 3_000, score: 0 }] };
const praised = {
  answers: [
    { createdAt: 2_000, score: 0 },
    { createdAt: 4_000, score: 1 },
  ],
};
const ignored = { answers: [{ createdAt: 2_000, score: -1 }] };

test.each([
  ["discussion", "question"],
  ["bug", "problem"],
  ["feature-request", "idea"],
])("a post tagged %s is a %s", (tag, kind) => {
  expect(kindOf(["tags", tag])).toBe(kind);
});

test.each([
  // tag, question, problem, idea
  ["status-completed", "answered", "fixed", "completed"],
  ["status-declined", "declined", "will_not_fix", "declined"],
  ["status-bydesign", "declined", "not_a_bug", "declined"],
  ["status-norepro", "declined", "not_a_bug", "declined"],
  ["status-reproduced", "in_progress", "confirmed", "under_review"],
  ["status-planned", "in_progress", "confirmed", "planned"],
  ["status-deferred", "in_progress", "confirmed", "under_review"],
  ["status-review", "in_progress", "in_progress", "under_review"],
])("%s means %s for a question, %s for a problem, %s for an idea", (tag, ...expected) => {
  const tagged = [[], ["bug"], ["feature-request"]].map((kind) => statusOf({ ...facts, tags: [...kind, tag] }));
  expect(tagged.map(({ key }) => key)).toEqual(expected);
  expect(tagged.map(({ since }) => since)).toEqual([9_000, 9_000, 9_000]);
});

test.each([
  ["accepted", accepted, "answered", "fixed", "under_review", 3_000],
  ["closed", { ...praised, closedAt: 5_000 }, "declined", "will_not_fix", "declined", 5_000],
  ["answered to somebody's liking", praised, "answered", "in_progress", "under_review", 4_000],
  ["answered to nobody's liking", ignored, "in_progress", "in_progress", "under_review", 2_000],
  ["not answered", {}, "new", "new", "new", 1_000],
])("without a status tag, what was %s gets its status from that", (_, more, question, problem, idea, since) => {
  const found = [[], ["bug"], ["feature-request"]].map((tags) => statusOf({ ...facts, ...more, tags }));
  expect(found.map(({ key }) => key)).toEqual([question, problem, idea]);
  expect(found[0]?.since).toBe(since);
});

test("a tag weighs more than a closing, and an accepted answer too", () => {
  expect(statusOf({ ...facts, tags: ["status-completed"], closedAt: 5_000 }).key).toBe("answered");
  expect(statusOf({ ...facts, ...accepted, closedAt: 5_000 }).key).toBe("answered");
});

test("every status is one of its kind, and names its cause where it needs a reason", () => {
  const tags = "completed declined bydesign norepro reproduced planned deferred review".split(" ");
  for (const kind of [[], ["bug"], ["feature-request"]]) {
    for (const more of [
      ...tags.map((tag) => ({ tags: [`status-${tag}`, ...kind] })),
      { tags: kind, closedAt: 5_000 },
    ]) {
      const { key, cause } = statusOf({ ...facts, ...more });
      const phase = phaseOf(kindOf(kind), key);
      expect(phase, key).toBeDefined();
      expect(cause !== undefined, key).toBe(phase !== undefined && needsReason(phase));
    }
  }
});
