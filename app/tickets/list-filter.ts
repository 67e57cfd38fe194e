import type { Category } from "~/site/site.ts";
import { allStatuses, isKind, type Kind, type Phase, phases } from "./ticket.ts";

export const sorts = ["new", "active", "votes"] as const;
export type Sort = (typeof sorts)[number];

/** Where the next page of a list begins: the value it is ordered by, and the ticket's number. */
export interface Cursor {
  value: number;
  id: number;
}

export interface TicketFilter {
  kind?: Kind;
  phase?: Phase | "open";
  status?: string;
  category?: Category;
  sort: Sort;
  after?: Cursor;
}

/**
 * The filter that an address asks for. Undefined where it asks for something that cannot be: an unknown kind, status
 * or category, or a malformed `after`; the answer to that is 404.
 */
export function parseTicketFilter(query: URLSearchParams, categories: Category[]): TicketFilter | undefined {
  const [kind, phase, status, slug] = ["kind", "phase", "status", "category"].map(
    (name) => query.get(name) || undefined,
  );
  const sort = (query.get("sort") || "new") as Sort;
  const category = categories.find((one) => one.slug === slug);
  const after = query.get("after");
  const cursor = after === null ? undefined : parseCursor(after);

  if (kind && !isKind(kind)) return undefined;
  if (phase && phase !== "open" && !phases.includes(phase as Phase)) return undefined;
  if (status && !allStatuses.includes(status)) return undefined;
  if (slug && !category) return undefined;
  if (!sorts.includes(sort)) return undefined;
  if (after !== null && !cursor) return undefined;
  return {
    kind: kind as Kind | undefined,
    phase: phase as Phase | "open" | undefined,
    status,
    category,
    sort,
    after: cursor,
  };
}

export function parseCursor(text: string): Cursor | undefined {
  const [, value, id] = /^(\d{1,16})-(\d{1,15})$/.exec(text) ?? [];
  return value && id ? { value: Number(value), id: Number(id) } : undefined;
}

export function cursorText({ value, id }: Cursor): string {
  return `${value}-${id}`;
}
