import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import type { Counts } from "./list-tickets.server.ts";
import type { ThanksView } from "./thanks.ts";
import { isListed } from "./visibility.server.ts";

export const thanksColumns = [
  ...(["tickets.id", "tickets.slug", "tickets.title", "tickets.excerpt", "tickets.language"] as const),
  ...(["tickets.requester_name", "tickets.created_at", "tickets.answer_excerpt"] as const),
] as const;

type ThanksRow = Pick<
  TicketRow,
  "id" | "slug" | "title" | "excerpt" | "language" | "requester_name" | "created_at" | "answer_excerpt"
>;

export const thanksView = (row: ThanksRow): ThanksView => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  text: row.excerpt,
  language: row.language,
  authorName: row.requester_name,
  createdAt: row.created_at,
  answer: row.answer_excerpt,
});

/** The place in the wall that an address names: null for its beginning, undefined for what is none. */
export function parseThanksPlace(after: string | null): number | null | undefined {
  if (after === null) return null;
  return /^\d{1,15}$/.test(after) ? Number(after) : undefined;
}

/** Words of thanks, newest first. `before` is the number of the last one shown. */
export async function listThanks(
  db: Db,
  { limit, before }: { limit: number; before?: number },
): Promise<{ thanks: ThanksView[]; next: number | null }> {
  const rows = await db
    .selectFrom("tickets")
    .select(thanksColumns)
    .where(isListed)
    .where("kind", "=", "thanks")
    .$if(before !== undefined, (query) => query.where("id", "<", before ?? 0))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  return {
    thanks: shown.map(thanksView),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** One thanks for so many tickets; 0 where that says nothing, since there is none yet or nearly as many as tickets. */
export function ticketsPerThanks(counts: Counts): number {
  const sum = (isThanks: boolean) =>
    counts.reduce((total, row) => total + ((row.kind === "thanks") === isThanks ? row.count : 0), 0);
  const thanks = sum(true);
  const tickets = thanks === 0 ? 0 : Math.round(sum(false) / thanks);
  return tickets > 1 ? tickets : 0;
}
