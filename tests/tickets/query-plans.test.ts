import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from "kysely";
import { expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { listHomeThanks } from "~/tickets/home-thanks.server.ts";
import { type Sort, sorts } from "~/tickets/list-filter.ts";
import { countQueue, listQueue } from "~/tickets/list-queue.server.ts";
import { listTickets } from "~/tickets/list-tickets.server.ts";
import { isByWaiting, queueViews } from "~/tickets/queue-view.ts";
import { testSite } from "../search/test-site.ts";
import { openTestDatabase } from "../support/database.ts";

const db = await openTestDatabase();

/** How SQLite means to run each statement of `work`. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const nodes: RootOperationNode[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work(db.withPlugin(plugin));
  const plans = nodes.map(async (node) => {
    const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: "" });
    const { rows } = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    return rows.map(({ detail }) => detail).join(" | ");
  });
  return Promise.all(plans);
}

/** Neither sorts what it found nor walks over all tickets. */
const isFlat = (plan: string) => !plan.includes("TEMP B-TREE") && !/SCAN tickets(?! USING)/.test(plan);

const filters = [
  {},
  { kind: "idea" },
  { phase: "open" },
  { phase: "planned" },
  { status: "answered" },
  { category: { id: 1, slug: "a", name: "A" } },
] as const;

test.each(sorts)(
  "a list ordered by %s is read along an index, on each page and for each filter",
  async (sort: Sort) => {
    for (const filter of filters) {
      for (const after of [undefined, { value: 5, id: 5 }]) {
        const plans = await plansOf((spied) => listTickets(spied, { ...filter, sort, after }, testSite));
        expect(plans.filter((plan) => !isFlat(plan))).toEqual([]);
        expect(plans.length).toBeGreaterThan(0);
      }
    }
  },
);

test.each(queueViews.filter((view) => view !== "all"))("the queue's view %s is read along an index", async (view) => {
  const after = isByWaiting(view) ? { value: 5, id: 5 } : { value: 0, id: 5 };
  for (const place of [undefined, after]) {
    const plans = await plansOf((spied) => listQueue(spied, { view, after: place }, 1, testSite));
    expect(plans.filter((plan) => !isFlat(plan))).toEqual([]);
  }
});

test("the queue's counts walk over no more than what they count", async () => {
  const plans = await plansOf((spied) => countQueue(spied, 1));
  expect(plans.filter((plan) => !isFlat(plan))).toEqual([]);
});

test("whose turn it is has an index each, so that neither is looked for among the other", async () => {
  for (const view of ["first", "next"] as const) {
    const plans = await plansOf((spied) => listQueue(spied, { view }, 1, testSite));
    expect(plans.join()).toContain(`tickets_queue_${view}`);
  }
  const counts = (await plansOf((spied) => countQueue(spied, 1))).join();
  expect(counts).toContain("tickets_queue_first");
  expect(counts).toContain("tickets_queue_next");
});

test("the thanks of the home page are looked up from what was chosen, not the other way round", async () => {
  const [chosen = ""] = await plansOf((spied) => listHomeThanks(spied));
  expect(chosen).toMatch(/^SCAN home_thanks/);
});
