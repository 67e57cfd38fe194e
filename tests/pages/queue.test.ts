import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { type QueueView, queueViews } from "~/tickets/queue-view.ts";
import { asAgent, createAgent, createReply, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db, { name: "Anna Koval" });
const anna = site.browser();
const HOUR = 60 * 60 * 1000;
const now = Date.now();

const classed = (html: string, name: string) =>
  findElements(html, (one) => (attribute(one, "class") ?? "").split(" ").includes(name)).map((one) =>
    textOf(one).replace(/\s+/g, " ").trim(),
  );
const titles = (html: string) => classed(html, "queue-row__title");

beforeAll(async () => {
  await signInAs(db, anna, agent);
  const { id: category_id } = await inTransaction(db, (trx) =>
    trx
      .insertInto("categories")
      .values({ slug: "api", name: "The API", position: 1, created_at: 1 })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  const ago = (hours: number) => ({ now: now - hours * HOUR });
  await createTicket(db, { title: "Waits 2 hours", ...ago(2) });
  await createTicket(db, { title: "Waits 30 hours", kind: "problem", category_id, visibility: "private", ...ago(30) });
  await createTicket(db, { title: "Mine", assignee_id: agent.id, ...ago(5) });
  const answered = await createTicket(db, { title: "Answered once", ...ago(40) });
  await createReply(db, answered, { viewer: asAgent(agent), ...ago(39) });
  await createReply(db, answered, { ...ago(9) });
  const done = await createTicket(db, { title: "Answered", ...ago(3) });
  await createReply(db, done, { viewer: asAgent(agent), status: { key: "needs_info", reason: null } });
  await createTicket(db, { title: "Closed, and wrote again", status: "declined", ...ago(1) });
  await createTicket(db, { title: "Thanks", kind: "thanks" });
  await createTicket(db, { title: "Held", moderation: "held", waiting_since: now - HOUR / 2 });
  await createTicket(db, { title: "Removed", removed_at: now, removed_as: "by_team" });
  await createTicket(db, { title: "Merged", merged_into_id: 1 });
});

const waiting = ["Waits 30 hours", "Answered once", "Mine", "Waits 2 hours", "Closed, and wrote again"];
const views: Record<Exclude<QueueView, "all">, string[]> = {
  waiting,
  first: waiting.filter((title) => title !== "Answered once"),
  next: ["Answered once"],
  mine: ["Mine"],
  unassigned: waiting.filter((title) => title !== "Mine"),
  author: ["Answered"],
  thanks: ["Thanks"],
  review: ["Held"],
  removed: ["Removed"],
};

describe("the queue", () => {
  test("has who waits longest on top, with for how long, and what an agent must know", async () => {
    const { html } = await anna.open("/desk");
    expect(titles(html)).toEqual(waiting);
    expect(classed(html, "queue-row__wait")[0]).toMatch(/1 d|30 h/);
    expect(classed(html, "queue-row__extra")[0]).toMatch(/Private$/);
    expect(classed(html, "queue-row__extra").at(-1)).toMatch(/Wrote after closing$/);
    expect(classed(html, "queue-row__category")[0]).toBe("The API");
    expect(classed(html, "queue-row__assignee")[2]).toBe("Anna Koval");
  });

  test.each(Object.entries(views))("the view %s has %j, and says how many", async (view, expected) => {
    const { html } = await anna.open(`/desk?view=${view}`);
    expect(titles(html)).toEqual(expected);
    if (view === "removed") return;
    const current = findElements(html, (one) => attribute(one, "aria-current") === "true").map(textOf);
    expect(Number(/(\d+)\s*$/.exec(current[0] ?? "")?.[1])).toBe(expected.length);
  });

  test.each([
    ["view=waiting&kind=problem", ["Waits 30 hours"]],
    ["view=unassigned&category=api", ["Waits 30 hours"]],
    ["view=mine&kind=problem", []],
  ])("the filter %s is an address", async (query, expected) => {
    const page = await anna.open(`/desk?${query}`);
    expect(page.status).toBe(200);
    expect(titles(page.html)).toEqual(expected);
  });

  test.each(["view=x", "kind=x", "category=x", "after=x"])("of %s is no page", async (query) => {
    expect((await anna.open(`/desk?${query}`)).status).toBe(404);
  });

  test("is for the team: a stranger is led to sign in, whatever the view", async () => {
    for (const view of queueViews) {
      const page = await site.browser().open(`/desk?view=${view}`);
      expect([page.status, page.location]).toEqual([303, "/desk/sign-in"]);
      expect(page.html).not.toContain("Waits");
    }
  });

  test("goes on behind 50, each ticket once", async () => {
    for (let n = 0; n < 60; n++)
      await createTicket(db, { title: `Idea ${n}`, kind: "idea", now: now + Math.floor(n / 9) });
    const found: string[] = [];
    let path: string | undefined = "/desk?kind=idea";
    for (let pages = 0; path && pages < 5; pages++) {
      const { html } = await anna.open(path);
      found.push(...titles(html));
      const [next] = findElements(html, (one) => attribute(one, "rel") === "next");
      path = next && attribute(next, "href");
    }
    expect(found).toEqual(Array.from({ length: 60 }, (_, n) => `Idea ${n}`));
  });
});
