import type { BreadcrumbList, Graph, Thing, WithContext } from "schema-dts";

type Described = Exclude<Thing, string>;

/**
 * Structured data as the document's head carries it, or undefined for none. `<` is escaped, since a title may hold
 * `</script>`; scripts of this type are data, so the policy on scripts does not concern them.
 */
export function structuredData(...things: Described[]): string | undefined {
  const [first, ...more] = things;
  if (!first) return undefined;
  const graph = more.length > 0 ? ({ "@context": "https://schema.org", "@graph": things } satisfies Graph) : undefined;
  const alone = { "@context": "https://schema.org", ...(first as object) } as WithContext<Thing>;
  return JSON.stringify(graph ?? alone).replaceAll("<", "\\u003c");
}

/** The way that a reader takes to a page; the last is the page itself. Fewer than two are no way. */
export function breadcrumbs(origin: string, way: { name: string; path: string }[]): BreadcrumbList[] {
  if (way.length < 2) return [];
  const itemListElement = way.map(({ name, path }, index) => ({
    "@type": "ListItem" as const,
    position: index + 1,
    name,
    item: `${origin}${path}`,
  }));
  return [{ "@type": "BreadcrumbList", itemListElement }];
}

/** ISO 8601 with its zone. */
export const isoTime = (at: number): string => new Date(at).toISOString();
