import { expect, test } from "vitest";
import { type ChatMessage, chatBody, cut } from "~/hooks/message-chat.ts";

const url = "http://forum.test/tickets/1-words";
const message = (count: number, text: string): ChatMessage => ({
  lines: Array.from({ length: count }, () => ({ heading: "h".repeat(200), url, text })),
  more: { text: "and 90 more", url },
});

test.each(["slack", "mattermost", "telegram"] as const)("a message to %s is never longer than it takes", (kind) => {
  const most = { slack: 40_000, mattermost: 16_383, telegram: 4_096 }[kind];
  for (const text of [
    "x".repeat(20_000),
    "🙂".repeat(10_000),
    "*".repeat(20_000),
    "&<>".repeat(7_000),
    "a\n".repeat(9_000),
  ]) {
    for (const count of [1, 3, 10]) {
      const { text: said } = JSON.parse(chatBody(kind, message(count, text), { chat: "1" }));
      expect(said.length).toBeLessThanOrEqual(most);
      expect(said).toContain("and 90 more");
      if (count < 10)
        expect(said).toContain(kind === "mattermost" && text[0] === "*" ? "\\*\\*" : text.slice(0, 1).trim());
    }
  }
});

test("ten words of thanks in one message keep their text", () => {
  const thanks = {
    heading: "Thanks from Maria (7): Quick",
    url,
    text: "You saved my day, and that of my colleagues too.",
  };
  const { text } = JSON.parse(chatBody("telegram", { lines: Array.from({ length: 10 }, () => thanks) }, { chat: "1" }));
  expect(text.match(/colleagues too/g)).toHaveLength(10);
});

test("a text is cut between signs, and not where it fits", () => {
  expect(cut("one\n\n\n\ntwo", 20)).toBe("one\n\ntwo");
  expect(cut("🙂🙂🙂", 5)).toBe("🙂🙂…");
  expect(cut("🙂🙂🙂", 6)).toBe("🙂🙂🙂");
  expect(cut("words", 0)).toBe("");
});
