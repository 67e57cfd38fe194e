import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseMail } from "~/mail-in/parse-mail.server.ts";

const folder = "tests/mail-in/mails";
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.replace(".eml", ""));

/** As a reader sees it: signs that keep Markdown from reading more into the words are no words. */
const words = (text: string) =>
  text
    .replace(/\\([\p{P}\p{S}])/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();

test.each(names)("of %s what its sender wrote is left, and nothing else", async (name) => {
  const mail = await parseMail(readFileSync(`${folder}/${name}.eml`));
  expect(words(mail.text)).toBe(words(readFileSync(`${folder}/${name}.txt`, "utf8")));
});
