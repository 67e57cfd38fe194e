import { type ExpressionBuilder, sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Database } from "#db/schema.ts";
import type { Site } from "~/site/site.ts";
import { cardColumns, cardView } from "./card-view.server.ts";
import { cursorText } from "./list-filter.ts";
import type { QueueFilter } from "./queue-filter.ts";
import { isByWaiting, type QueueRow, type QueueView, queueViews } from "./queue-view.ts";

export interface QueuePage {
  tickets: QueueRow[];
  next: string | null;
}

export const QUEUE_PAGE_SIZE = 50;

type Builder = ExpressionBuilder<Database, "tickets">;

const present = (eb: Builder) => eb.and([eb("removed_at", "is", null), eb("merged_into_id", "is", null)]);
// What is held waits for a verdict first. Constants are written into the statements (`sql.lit`), as the partial indexes
// of migration 0014 have them: with a placeholder SQLite compiles the statement anew each time, or does not see the index.
const waits = (eb: Builder) =>
  eb.and([present(eb), eb("waiting_since", "is not", null), eb("moderation", "<>", sql.lit("held"))]);

const conditions: Record<QueueView, (eb: Builder, agentId: number) => ReturnType<typeof present>> = {
  waiting: waits,
  first: (eb) => eb.and([waits(eb), eb("first_answer_at", "is", null)]),
  next: (eb) => eb.and([waits(eb), eb("first_answer_at", "is not", null)]),
  mine: (eb, agentId) => eb.and([waits(eb), eb("assignee_id", "=", agentId)]),
  unassigned: (eb) => eb.and([waits(eb), eb("assignee_id", "is", null)]),
  author: (eb) => eb.and([present(eb), eb("phase", "=", sql.lit("waiting"))]),
  thanks: (eb) => eb.and([present(eb), eb("kind", "=", sql.lit("thanks"))]),
  review: (eb) => eb.and([present(eb), eb("moderation", "<>", sql.lit("published"))]),
  removed: (eb) => eb.and([eb("removed_at", "is not", null)]),
  all: present,
};

/** One page of a view of the queue. */
export async function listQueue(
  db: Db,
  filter: Omit<QueueFilter, "address">,
  agentId: number,
  site: Site,
): Promise<QueuePage> {
  const { view, kind, categoryId, after } = filter;
  const byWaiting = isByWaiting(view);
  const rows = await db
    .selectFrom("tickets")
    .leftJoin("agents", "agents.id", "tickets.assignee_id")
    .select([...cardColumns, "waiting_since", "moderation", "agents.name as assignee"])
    .where((eb) => conditions[view](eb as unknown as Builder, agentId))
    .$if(kind !== undefined, (query) => query.where("kind", "=", kind as never))
    .$if(categoryId !== undefined, (query) => query.where("category_id", "=", categoryId ?? 0))
    .$if(after !== undefined && byWaiting, (query) =>
      query.where(sql<boolean>`(waiting_since, tickets.id) > (${after?.value}, ${after?.id})`),
    )
    .$if(after !== undefined && !byWaiting, (query) => query.where("tickets.id", "<", after?.id ?? 0))
    .$if(byWaiting, (query) => query.orderBy("waiting_since").orderBy("tickets.id"))
    .$if(!byWaiting, (query) => query.orderBy("tickets.id", "desc"))
    .limit(QUEUE_PAGE_SIZE + 1)
    .execute();
  const shown = rows.slice(0, QUEUE_PAGE_SIZE);
  const last = rows.length > QUEUE_PAGE_SIZE ? shown.at(-1) : undefined;
  return {
    tickets: shown.map((row) => ({
      ...cardView(row, site),
      waitingSince: row.waiting_since,
      isHeld: row.moderation === "held",
      isRestricted: row.moderation === "restricted",
      wroteAfterClosing: row.phase === "closed" && row.waiting_since !== null,
      assignee: row.assignee,
    })),
    next: last ? cursorText({ value: byWaiting ? (last.waiting_since ?? 0) : last.id, id: last.id }) : null,
  };
}

/** How many tickets each view holds; numbers over 999 are not counted further. */
export async function countQueue(db: Db, agentId: number): Promise<Record<QueueView, number>> {
  const counts = await Promise.all(
    queueViews.map(async (view) => {
      if (view === "all" || view === "removed") return [view, 0] as const;
      const { count } = await db
        .selectFrom(
          db
            .selectFrom("tickets")
            .select("id")
            .where((eb) => conditions[view](eb, agentId))
            .limit(1_000)
            .as("some"),
        )
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return [view, count] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<QueueView, number>;
}

/** The people whom a ticket can be given to. */
export async function listAssignable(db: Db): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom("agents")
    .select(["id", "name"])
    .where("disabled_at", "is", null)
    .orderBy("name")
    .limit(200)
    .execute();
}
