import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { articlePath, ticketPath } from "~/urls.ts";
import { asTeam, asVisitor } from "../markdown/render.ts";
import { closePages, openChromium } from "../support/chromium.ts";
import { createAgent, createArticle, createTicket, signInAs } from "../support/factories.ts";
import { newPerson } from "../support/journey.ts";
import { hasSamples, readSamples } from "../support/samples.ts";
import { startSite } from "../support/site.ts";

/** So many payloads stand together in each place of one ticket. */
const TOGETHER = 700;

const payloads = hasSamples
  ? readSamples<{ payload: string }>("abuse", "xss-dev.jsonl").map(({ payload }) => payload)
  : [];

const site = await startSite();

describe.skipIf(!hasSamples)("T1: the whole collection in Chromium", () => {
  const paths = ["/", "/tickets", "/articles"];
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
    const { db } = site;
    for (let from = 0; from < payloads.length; from += TOGETHER) {
      const some = payloads.slice(from, from + TOGETHER);
      const words = some.join(" ");
      const ticket = await createTicket(db, { title: `Batch ${from}` });
      const article = await createArticle(db, { title: `Batch ${from}` });
      await inTransaction(db, async (trx) => {
        const html = some.map(asVisitor).join("\n");
        const texts = { title: words, html, excerpt: words, requester_name: words };
        await trx.updateTable("tickets").set(texts).where("id", "=", ticket.id).execute();
        const file = { hash: `${from}`, name: words, alt: words, type: "text/plain", size: 1, created_at: 1 };
        await trx
          .insertInto("attachments")
          .values({ ...file, ticket_id: ticket.id })
          .execute();
        const article_texts = { title: words, summary: words, html: some.map(asTeam).join("\n") };
        await trx.updateTable("articles").set(article_texts).where("id", "=", article.id).execute();
      });
      paths.push(ticketPath(ticket), articlePath(article));
    }
  }, 120_000);

  afterAll(() => closePages(browser));

  test("as body, title, name, file name and article runs nothing, and the console stays empty", async () => {
    const origin = `http://127.0.0.1:${site.port}`;
    const { page, context, complaints } = await newPerson(browser, { origin });
    const agent = site.browser();
    await signInAs(site.db, agent, await createAgent(site.db));
    const ran: string[] = [];
    await context.exposeFunction("glasnoRan", (what: string) => ran.push(`${page.url()}: ${what}`));
    await context.addInitScript(() => {
      const tell = (what: unknown) => (window as unknown as { glasnoRan(what: string): void }).glasnoRan(String(what));
      for (const name of ["alert", "prompt", "confirm", "print"] as const)
        Object.defineProperty(window, name, { value: (words: unknown) => tell(`${name} ${words}`) });
    });
    const read = async (path: string) => {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      expect(answer?.headers()["content-security-policy"], path).toContain("script-src 'self'");
      expect(new URL(page.url()).pathname, "no payload leads away").toBe(path.split("?")[0]);
    };
    for (const path of paths) await read(path);
    await context.addCookies([...agent.cookies].map(([name, value]) => ({ name, value, url: origin })));
    for (const path of ["/desk", "/desk/articles"]) await read(path);
    expect(await page.evaluate(() => (window as unknown as { __xss?: unknown }).__xss)).toBeUndefined();
    expect(ran).toEqual([]);
    expect(complaints).toEqual([]);
  }, 240_000);
});
