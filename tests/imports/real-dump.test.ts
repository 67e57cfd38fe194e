import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { importForum } from "~/imports/import-forum.server.ts";
import { stopPreparing } from "~/imports/prepare-texts.server.ts";
import { openStackExchange } from "~/imports/stackexchange/open-stack-exchange.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { openMigrated } from "../support/database.ts";
import { hasSamples, samplePath } from "../support/samples.ts";

afterAll(() => Promise.all([stopPreparing(), stopMarkdownWorkers()]));

test.skipIf(!hasSamples)(
  "History Meta comes in whole, and a second run adds nothing",
  { timeout: 120_000 },
  async () => {
    const db = await openMigrated(path.join(mkdtempSync(path.join(tmpdir(), "glasno-import-")), "forum.sqlite"));
    const folder = samplePath("stackexchange-history-meta");
    const options = { site: { origin: "https://help.example.com", locale: "en" }, now: Date.now() };
    const bring = async () => {
      const forum = openStackExchange(folder, { locale: "en" });
      const result = await importForum(db, forum, options);
      forum.close();
      return { ...result, found: forum.report.found, broken: forum.report.broken };
    };

    const found = { questions: 556, answers: 1095, comments: 3454, users: 2295 };
    expect(await bring()).toMatchObject({ tickets: 556, replies: 1095 + 3454, notRendered: 0, found, broken: [] });
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

    expect(await bring()).toMatchObject({ tickets: 0, replies: 0, alreadyHere: 5105, linksMoved: 0 });
    await closeDatabase(db);
  },
);
