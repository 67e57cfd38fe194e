import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { changeArticle, lockArticle } from "~/articles/change-article.server.ts";
import { articlesPath, instantIndexPath } from "~/urls.ts";
import { createArticle, createTicket } from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const open = (path: string) => site.browser().open(path);

async function formOf() {
  const { html } = await open(articlesPath());
  const [form] = findElements(html, (one) => attribute(one, "role") === "search" && one.tagName === "form").slice(-1);
  if (!form) throw new Error("the page has no search form");
  return form;
}

/** Where the machine has much to do, the page goes out without the index first. */
async function addressOfIndex(): Promise<string> {
  for (let look = 0; look < 50; look++) {
    const address = attribute(await formOf(), "data-instant");
    if (address) return address;
    await sleep(50);
  }
  throw new Error("the page names no index");
}

beforeAll(async () => {
  await createArticle(db, { title: "Refunds", summary: "Money back", body: "Open the order and press the button." });
});

test("the form names the file of the articles, which may be kept for ever, and works without it", async () => {
  const form = await formOf();
  expect(attribute(form, "action")).toBe("/search");
  const file = await open(await addressOfIndex());
  expect(file.status).toBe(200);
  expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(file.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(file.html).toContain("Refunds");
});

test("the script that the form names is there, and may be kept for ever", async () => {
  const script = await open(String(attribute(await formOf(), "data-instant-script")));
  expect(script.status).toBe(200);
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test.each(["another-name", "", "..%2f..%2fpackage"])("a file of another name is not there: %s", async (hash) => {
  expect((await open(instantIndexPath(hash))).status).toBe(404);
});

test("a change of an article makes another file, and the one before is gone", async () => {
  const before = await addressOfIndex();
  expect(await addressOfIndex()).toBe(before);
  await createArticle(db, { title: "Payouts" });
  expect(await addressOfIndex()).not.toBe(before);
  expect((await open(before)).status).toBe(404);
  const after = await addressOfIndex();
  await createTicket(db, { title: "A question" });
  expect(await addressOfIndex()).toBe(after);
});

test("the file has no word of what strangers may not read", async () => {
  const columns = { drafted: { isDraft: true }, taken: { published_at: null }, removed: { removed_at: Date.now() } };
  for (const [word, facts] of Object.entries(columns)) {
    const canary = `canary${word}zq`;
    const text = {
      title: `${canary} title`,
      summary: `${canary}summary`,
      body: `## ${canary}heading\n\n${canary}body`,
    };
    const article = await createArticle(db, { ...text, isDraft: "isDraft" in facts });
    if ("isDraft" in facts) continue;
    expect((await open(await addressOfIndex())).html).toContain(`${canary} title`);
    await inTransaction(db, async (trx) => changeArticle(trx, await lockArticle(trx, article.id), facts, Date.now()));
  }
  await createTicket(db, { title: "canaryticketzq" });
  const { status, html } = await open(await addressOfIndex());
  expect(status).toBe(200);
  expect(html).toContain("Refunds");
  // Stems share their beginnings, so that a canary could stand there without its first letters.
  expect(html).not.toMatch(/canary|drafted|taken|removed|zq/);
});
