import { beforeEach, expect, test } from "vitest";
import type { Inserts } from "~/tickets/insert.ts";
import { InsertBox } from "~/tickets/insert-box.tsx";
import { InsertList } from "~/tickets/insert-list.tsx";
import { insertsPath } from "~/urls.ts";
import { smallSite } from "./small-site.tsx";

const site = smallSite();
const inserts: Inserts = {
  query: "",
  canned: [{ key: "canned-3", name: "details", label: "Send us", language: "en", text: "Send us the time.\n\nAnna" }],
  articles: [{ key: "article-7", name: null, label: "Limits", language: "en", text: "[Limits](/articles/7-limits)" }],
};

beforeEach(() => {
  site.show(
    "/ticket",
    <form method="post" action="/sent">
      <textarea id="reply-body" name="reply-body" defaultValue="Hello world" />
      <InsertBox ticketId={5} inserts={inserts} isOpen used="" />
      <div className="buttons">
        <button type="submit" name="intent" value="reply">
          Answer
        </button>
      </div>
    </form>,
    "desk",
  );
  const [path = ""] = insertsPath(5).split("?");
  site.show(path, <InsertList inserts={{ ...inserts, query: "details" }} />);
});

test("a press puts the text in at the caret, undo takes it out, and nothing is sent", async () => {
  const page = await site.open("/ticket");
  const text = page.locator("#reply-body");
  await text.evaluate((field: HTMLTextAreaElement) => {
    field.focus();
    field.setSelectionRange(6, 6);
  });
  await page.locator("button[value='insert:article-7']").press("Enter");
  expect(await text.inputValue()).toBe("Hello [Limits](/articles/7-limits)world");
  expect(await text.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.locator("button[value='insert:article-7']").click();
  expect(await text.inputValue()).toBe("Hello [Limits](/articles/7-limits) [Limits](/articles/7-limits)world");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  expect(await text.inputValue()).toBe("Hello world");
  expect(site.posts).toEqual([]);
});

test("where nobody has been in the text yet, it comes last, after an empty line", async () => {
  const page = await site.open("/ticket");
  await page.locator("button[value='insert:canned-3']").click();
  expect(await page.inputValue("#reply-body")).toBe("Hello world\n\nSend us the time.\n\nAnna");
});

test("two colons, the name and a space become the canned answer, which is counted with the reply", async () => {
  const page = await site.open("/ticket");
  const text = page.locator("#reply-body");
  await text.fill("");
  await text.pressSequentially("std::details Hi ::details ");
  await expect.poll(() => text.inputValue()).toBe("std::details Hi Send us the time.\n\nAnna");
  await text.press("Control+Enter");
  await expect
    .poll(() => site.posts.map(({ form }) => [form.get("intent"), form.get("canned")]))
    .toEqual([["reply", "3"]]);
});

test("the search answers in place, and Enter in it sends nothing", async () => {
  const page = await site.open("/ticket");
  await page.fill("#find", "details");
  await page.press("#find", "Enter");
  await page.getByText("2 found.").first().waitFor();
  await page.locator("button[value='insert:canned-3']").click();
  expect(await page.inputValue("#reply-body")).toContain("Send us the time.");
  expect(site.posts).toEqual([]);
});
