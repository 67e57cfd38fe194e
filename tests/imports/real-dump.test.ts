import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringBack } from "~/exports/bring-back.server.ts";
import { writeExport } from "~/exports/write-export.server.ts";
import { importForum } from "~/imports/import-forum.server.ts";
import { stopPreparing } from "~/imports/prepare-texts.server.ts";
import { openStackExchange } from "~/imports/stackexchange/open-stack-exchange.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { search } from "~/search/query.server.ts";
import { queries } from "../search/real-queries.ts";
import { testSite } from "../search/test-site.ts";
import { addressOfOpen, openTestDatabase } from "../support/database.ts";
import { addressOf, dropPostgresDatabase, makePostgresDatabase } from "../support/postgres.ts";
import { hasSamples, samplePath } from "../support/samples.ts";

afterAll(() => Promise.all([stopPreparing(), stopMarkdownWorkers()]));

// It takes a while to bring in: what is asked of it is asked of one database.
describe.skipIf(!hasSamples)("History Meta", async () => {
  const db = await openTestDatabase();
  const site = { origin: "https://help.example.com", locale: "en" as const };
  const bring = async () => {
    const forum = openStackExchange(samplePath("stackexchange-history-meta"), { locale: "en" });
    const result = await importForum(db, forum, { site, now: Date.now() });
    forum.close();
    return { ...result, found: forum.report.found, broken: forum.report.broken };
  };
  let first: Awaited<ReturnType<typeof bring>>;
  beforeAll(async () => {
    first = await bring();
  }, 120_000);

  test("comes in whole", async () => {
    const found = { questions: 556, answers: 1095, comments: 3454, users: 2295 };
    expect(first).toMatchObject({ tickets: 556, replies: 1095 + 3454, notRendered: 0, found, broken: [] });
    const sums = await db
      .selectFrom("tickets")
      .select((eb) => [
        eb.fn.countAll<number>().as("tickets"),
        eb.fn.sum<number>("reply_count").as("replies"),
        eb.fn.count<number>("accepted_reply_id").as("accepted"),
      ])
      .executeTakeFirstOrThrow();
    expect(sums).toEqual({ tickets: 556, replies: 4549, accepted: 181 });
    const kinds = await db
      .selectFrom("ticket_counts")
      .select((eb) => ["kind", eb.fn.sum<number>("count").as("count")])
      .groupBy("kind")
      .orderBy("kind")
      .execute();
    expect(kinds).toEqual([
      { kind: "idea", count: 36 },
      { kind: "problem", count: 20 },
      { kind: "question", count: 500 },
    ]);
    // Only what leads to deleted posts still leads there.
    const left = await db
      .selectFrom("tickets")
      .select("body")
      .where("body", "like", "%history.meta.stackexchange.com/q%")
      .execute();
    expect(left.length).toBeLessThan(5);
  });

  test("is found by what people really ask", { timeout: 180_000 }, async () => {
    expect(queries.length).toBeGreaterThanOrEqual(60);

    const ranks: number[] = [];
    const missed: string[] = [];
    for (const [query, title] of queries) {
      const { found } = await search(db, { query, limit: 5, site: testSite, now: Date.now() });
      const place = found.findIndex((ticket) => ticket.title.includes(title)) + 1;
      ranks.push(place === 0 ? 0 : 1 / place);
      if (place !== 1) missed.push(`${query}: ${place || "not"} in ${found.map((ticket) => ticket.title).join(" / ")}`);
    }
    const reciprocal = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
    const recall = ranks.filter((rank) => rank > 0).length / ranks.length;
    console.log(
      `${queries.length} queries: mean reciprocal rank ${reciprocal.toFixed(3)}, recall@5 ${recall.toFixed(3)}`,
    );
    expect(reciprocal, missed.join("\n")).toBeGreaterThanOrEqual(0.9);
    expect(recall, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
  });

  test("adds nothing when it comes a second time", { timeout: 120_000 }, async () => {
    expect(await bring()).toMatchObject({ tickets: 0, replies: 0, alreadyHere: 5105, linksMoved: 0 });
  });

  test("goes out, into an empty site, and out again the same", { timeout: 120_000 }, async () => {
    const root = mkdtempSync(path.join(tmpdir(), "glasno-real-dump-"));
    const siteIn = (name: string) => {
      const databaseFile = path.join(root, name, "glasno.sqlite");
      const databaseUrl = addressOf(databaseFile);
      return { dataDir: path.join(root, name), databaseFile, databaseUrl, secret: "s".repeat(32), version: "1.0.0" };
    };
    const [old, back] = [{ ...siteIn("old"), databaseUrl: await addressOfOpen(db) }, siteIn("new")];
    mkdirSync(old.dataDir);
    const out = await writeExport(old, path.join(root, "out"));
    await makePostgresDatabase(back.databaseFile);
    await bringBack(path.join(root, "out"), { ...back, mayChangeSecret: true }, { now: Date.now() });
    // The list holds the checksum of each file.
    const again = await writeExport(back, path.join(root, "again"));
    expect(again.manifest).toEqual(out.manifest);
    expect(out.manifest.tables.find(({ name }) => name === "imported_posts")?.rows).toBe(5105);
    await dropPostgresDatabase(back.databaseFile);
    rmSync(root, { recursive: true });
  });
});
