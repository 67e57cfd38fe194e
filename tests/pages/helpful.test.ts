import { describe, expect, test } from "vitest";
import type { ArticleRow } from "#db/schema.ts";
import { articleHelpfulPath, articlePath, ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createArticle, createVisitor, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);

async function said(article: ArticleRow) {
  const rows = await db
    .selectFrom("article_feedback")
    .select(["helped", "reason", "words"])
    .where("article_id", "=", article.id)
    .orderBy("id")
    .execute();
  return rows.map(({ helped, reason, words }) => [helped, reason, words]);
}

const press = async (browser: Browser, article: ArticleRow, intent: string, fields = {}) =>
  browser.press(await browser.open(articlePath(article)), intent, fields);

describe("“Yes” under an article", () => {
  test("is counted once a visitor, with thanks on the same page for everyone", async () => {
    const article = await createArticle(db);
    const browser = site.browser();
    for (const _ of [1, 2]) {
      const sent = await press(browser, article, "yes");
      expect([sent.status, sent.location]).toEqual([303, `${articlePath(article)}?helped=yes#helpful`]);
    }
    expect(await said(article)).toEqual([[1, null, null]]);
    const [mine, theirs] = [browser, site.browser()].map((one) => one.open(`${articlePath(article)}?helped=yes`));
    expect((await mine)?.html.replace(/<input type="hidden" name="form_token"[^>]*>/g, "")).toBe((await theirs)?.html);
    expect((await theirs)?.html).toContain("Thank you for saying so.");
    expect((await theirs)?.headers.get("x-robots-tag")).toBe("noindex");
    expect((await site.browser().open(articlePath(article))).html).toContain("Did this help?");
  });

  test("of a browser that keeps no cookie counts once a day for its network", async () => {
    const article = await createArticle(db);
    for (const address of ["192.0.2.1", "192.0.2.200", "198.51.100.1", "2001:db8:0:12ff::1", "2001:db8:0:1200::2"]) {
      const sent = await site
        .browser()
        .post(articleHelpfulPath(article), { intent: "yes" }, { "X-Forwarded-For": address });
      expect(sent.status).toBe(303);
    }
    expect(await said(article)).toHaveLength(3);
  });

  test("from another site is refused, and what the team presses is not counted", async () => {
    const article = await createArticle(db);
    const headers = { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" };
    const path = articleHelpfulPath(article);
    expect((await site.browser().post(path, { intent: "yes" }, headers)).status).toBe(403);
    const browser = site.browser();
    await signInAs(db, browser, agent);
    expect((await browser.post(path, { intent: "no" })).status).toBe(303);
    expect(await said(article)).toEqual([]);
  });
});

describe("“No” under an article", () => {
  test("is counted, asks why in one step, and thanks", async () => {
    const article = await createArticle(db);
    const browser = site.browser();
    const form = await browser.follow(await press(browser, article, "no"));
    expect(await said(article)).toEqual([[0, null, null]]);
    expect(form.headers.get("cache-control")).toBe("private, no-store");
    const sent = await browser.press(form, "reason", { why: "unclear", body: " Which <b>button</b>? " });
    expect(sent.location).toBe(`${articlePath(article)}?helped=no#helpful`);
    expect(await said(article)).toEqual([[0, "unclear", "Which <b>button</b>?"]]);
    expect((await browser.follow(sent)).html).toContain("mends the article");
    await press(browser, article, "no");
    expect(await said(article)).toEqual([[0, "unclear", "Which <b>button</b>?"]]);
  });

  test("takes its reason also where no cookie comes back", async () => {
    const article = await createArticle(db);
    const path = articleHelpfulPath(article);
    const headers = { "X-Forwarded-For": "192.0.2.77" };
    for (const why of ["", "outdated", "unclear"]) {
      await site.browser().post(path, { intent: "reason", why }, headers);
    }
    expect(await said(article)).toEqual([[0, "outdated", null]]);
  });

  test("keeps what a second reader behind the same address writes", async () => {
    const article = await createArticle(db);
    const headers = { "X-Forwarded-For": "198.51.100.9" };
    for (const body of ["The first", "The second", "The second"]) {
      const answer = { intent: "reason", why: "unclear", body };
      await site.browser().post(articleHelpfulPath(article), answer, headers);
    }
    expect((await said(article)).map(([, , words]) => words)).toEqual(["The first", "The second"]);
  });

  test("becomes “Yes” when the visitor changes their mind", async () => {
    const article = await createArticle(db);
    const browser = site.browser();
    await createVisitor(db, browser);
    await press(browser, article, "no");
    await press(browser, article, "yes");
    expect(await said(article)).toEqual([[1, null, null]]);
  });

  test("gives too many words back", async () => {
    const article = await createArticle(db);
    const page = await site.browser().post(articleHelpfulPath(article), { intent: "reason", body: "y".repeat(1001) });
    expect(page.status).toBe(400);
    expect(page.html).toContain("Shorten this to 1000 characters");
    expect(page.html).toContain("y".repeat(1001));
    expect(await said(article)).toEqual([]);
  });

  test("is told to the team on the article's page, and to nobody else", async () => {
    const article = await createArticle(db);
    await site.browser().post(articleHelpfulPath(article), { intent: "reason", why: "outdated", body: "canarywords" });
    await site.browser().post(articleHelpfulPath(article), { intent: "yes" });
    const browser = site.browser();
    await signInAs(db, browser, agent);
    const page = await browser.open(articlePath(article));
    expect(page.html).toContain("It is out of date: canarywords");
    expect(page.html).toContain("1 reader: it helped");
    expect(page.html).toContain("1 reader: it did not");
    expect((await site.browser().open(articlePath(article))).html).not.toContain("canarywords");
  });
});

describe("a ticket about an article", () => {
  test("begins with the article, keeps it through errors and preview, and is joined to it", async () => {
    const article = await createArticle(db, { title: "Keys and rights" });
    const browser = site.browser();
    const form = await browser.follow(await press(browser, article, "no"));
    const sent = await browser.press(form, "write", { why: "other_question" });
    expect(await said(article)).toEqual([[0, "other_question", null]]);
    let page = await browser.follow(sent);
    for (const [intent, title] of [
      ["send", ""],
      ["preview", "Which key is it?"],
    ] as const) {
      expect(page.html).toContain("Keys and rights");
      page = await browser.press(page, intent, { title });
    }
    const opened = await browser.press(page, "send");
    expect(opened.status).toBe(303);
    const ticket = await db.selectFrom("tickets").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
    const about = "About the article:";
    expect((await browser.open(ticketPath(ticket))).html).toContain(about);
    expect((await site.browser().open(ticketPath(ticket))).html).not.toContain(about);
    const team = site.browser();
    await signInAs(db, team, agent);
    expect((await team.open(ticketPath(ticket))).html).toContain(about);
    const links = await db.selectFrom("ticket_articles").selectAll().where("ticket_id", "=", ticket.id).execute();
    expect(links).toMatchObject([{ article_id: article.id, relation: "asked_from" }]);
    expect((await site.browser().open(articlePath(article))).html).not.toContain("answered 1 ticket");
  });

  test.each(["0", "x", "999999", "draft"])("is a plain form where the article is %s", async (number) => {
    const draft = await createArticle(db, { title: "Canary", isDraft: true });
    const page = await site.browser().open(`/tickets/new?article=${number === "draft" ? draft.id : number}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain("About the article");
    expect(page.html).not.toContain("Canary");
  });
});
