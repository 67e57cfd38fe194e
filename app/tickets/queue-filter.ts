import type { Category } from "~/site/site.ts";
import type { QueueFilter as Address } from "~/urls.ts";
import { type Cursor, parseCursor } from "./list-filter.ts";
import { type QueueView, queueViews } from "./queue-view.ts";
import { isKind, type Kind } from "./ticket.ts";

export interface QueueFilter {
  view: QueueView;
  kind?: Kind;
  categoryId?: number;
  after?: Cursor;
  /** The same as it stands in the address. */
  address: Address & { view: QueueView };
}

/** The view of the queue that an address asks for; undefined where it asks for something that cannot be. */
export function parseQueueFilter(query: URLSearchParams, categories: Category[]): QueueFilter | undefined {
  const view = (query.get("view") || "waiting") as QueueView;
  const kind = query.get("kind") || undefined;
  const slug = query.get("category") || undefined;
  const after = query.get("after") || undefined;
  const category = categories.find((one) => one.slug === slug);
  const cursor = after ? parseCursor(after) : undefined;
  if (!queueViews.includes(view) || (kind && !isKind(kind)) || (slug && !category) || (after && !cursor)) {
    return undefined;
  }
  return {
    view,
    kind: kind as Kind | undefined,
    categoryId: category?.id,
    after: cursor,
    address: { view, kind, category: slug, after },
  };
}
