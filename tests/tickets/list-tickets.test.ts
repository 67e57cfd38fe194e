import { beforeAll, describe, expect, test } from "vitest";
import type { Site } from "~/site/site.ts";
import { parseCursor, type Sort, sorts, type TicketFilter } from "~/tickets/list-filter.ts";
import { listTickets, PAGE_SIZE } from "~/tickets/list-tickets.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createTicket } from "../support/factories.ts";
import { NOW } from "./team.ts";

const db = await openTestDatabase();
const site = { locale: "en", categories: [], statusLabels: {} } as unknown as Site;

beforeAll(async () => {
  for (let n = 0; n < 3 * PAGE_SIZE + 5; n++) {
    // Many share a value, and in one order nearly all do.
    const facts = { vote_count: n % 40 === 0 ? 7 : n % 3, last_activity_at: NOW + Math.floor(n / 33), now: NOW };
    const kind = n % 5 === 0 ? "idea" : "problem";
    await createTicket(db, {
      ...facts,
      kind,
      ...(n % 2 === 0 && { status: kind === "idea" ? "completed" : "confirmed" }),
    });
  }
  await createTicket(db, { visibility: "private", vote_count: 9 });
  await createTicket(db, { moderation: "held", vote_count: 9 });
  await createTicket(db, { removed_at: NOW, removed_as: "by_team", vote_count: 9 });
  await createTicket(db, { merged_into_id: 1, vote_count: 9 });
});

/** All pages, as a reader who follows the links gets them. */
async function readAll(filter: Omit<TicketFilter, "after">): Promise<{ numbers: number[]; sizes: number[] }> {
  const numbers: number[] = [];
  const sizes: number[] = [];
  let next: string | null = null;
  do {
    const page = await listTickets(db, { ...filter, after: next === null ? undefined : parseCursor(next) }, site);
    numbers.push(...page.tickets.map(({ id }) => id));
    sizes.push(page.tickets.length);
    next = page.next;
  } while (next !== null && sizes.length < 20);
  return { numbers, sizes };
}

const columns = { new: "id", active: "last_activity_at", votes: "vote_count" } as const;

async function expected(sort: Sort, fits: (row: { kind: string; phase: string; status: string }) => boolean) {
  const rows = await db
    .selectFrom("tickets")
    .selectAll()
    .where("id", "<=", 3 * PAGE_SIZE + 5)
    .execute();
  const value = (row: (typeof rows)[number]) => row[columns[sort]];
  return rows
    .filter(fits)
    .sort((a, b) => value(b) - value(a) || b.id - a.id)
    .map(({ id }) => id);
}

describe.each(sorts)("the list by %s", (sort) => {
  test("shows each ticket once, in order, on full pages", async () => {
    const { numbers, sizes } = await readAll({ sort });
    expect(numbers).toEqual(await expected(sort, () => true));
    expect(sizes).toEqual([PAGE_SIZE, PAGE_SIZE, PAGE_SIZE, 5]);
  });

  test("does so with every filter", async () => {
    expect((await readAll({ sort, kind: "problem" })).numbers).toEqual(
      await expected(sort, ({ kind }) => kind === "problem"),
    );
    expect((await readAll({ sort, phase: "open" })).numbers).toEqual(
      await expected(sort, ({ phase }) => !["done", "closed"].includes(phase)),
    );
    expect((await readAll({ sort, status: "confirmed" })).numbers).toEqual(
      await expected(sort, ({ status }) => status === "confirmed"),
    );
    expect((await readAll({ sort, kind: "thanks" })).numbers).toEqual([]);
  });

  test("repeats nothing when something new comes in between two pages", async () => {
    const first = await listTickets(db, { sort }, site);
    const { id } = await createTicket(db, { vote_count: 50, last_activity_at: NOW * 2 });
    const second = await listTickets(db, { sort, after: parseCursor(first.next ?? "") }, site);
    const numbers = [...first.tickets, ...second.tickets].map((ticket) => ticket.id);
    expect(new Set(numbers).size).toBe(2 * PAGE_SIZE);
    expect(numbers).not.toContain(id);
    await removeTicket(db, id, { by: {}, now: NOW });
  });
});
