import type { Category } from "~/site/site.ts";
import { allStatuses, isKind, type Kind, type Phase, phases } from "~/tickets/ticket.ts";
import type { SearchAddress } from "~/urls.ts";

/** Where a search looks. What only tickets have (kind, phase, status, category) leaves articles out. */
export interface SearchFilter {
  in?: "articles" | "tickets";
  kind?: Kind;
  phase?: Phase | "open";
  status?: string;
  category?: Category;
}

/** What an address asks for; what cannot be is left out, since a search has no wrong questions. */
export function parseSearchFilter(query: URLSearchParams, categories: Category[]): SearchFilter {
  const place = query.get("in");
  if (place === "articles") return { in: "articles" };
  const [kind, phase, status] = [query.get("kind") ?? "", query.get("phase") ?? "", query.get("status") ?? ""];
  const filter: SearchFilter = {};
  if (isKind(kind)) filter.kind = kind;
  if (phase === "open" || phases.includes(phase as Phase)) filter.phase = phase as Phase | "open";
  if (allStatuses.includes(status)) filter.status = status;
  const category = categories.find(({ slug }) => slug === query.get("category"));
  if (category) filter.category = category;
  if (place === "tickets" || Object.keys(filter).length > 0) filter.in = "tickets";
  return filter;
}

/** The same as an address has it. */
export function filterAddress({ category, ...filter }: SearchFilter): SearchAddress {
  return { ...filter, category: category?.slug };
}

export const looksIn = (filter: SearchFilter, kind: "ticket" | "article") => (filter.in ?? `${kind}s`) === `${kind}s`;
