import { type Area, areas } from "./deed.ts";

export interface AuditFilter {
  /** An agent's number, or what was done from the command line. */
  who?: number | "command";
  area?: Area;
  /** Only what came before this row. */
  before?: number;
}

const wholeNumber = /^[1-9]\d{0,14}$/;

/** What the address asks for; undefined where it asks for something that cannot be. */
export function parseAuditFilter(query: URLSearchParams): AuditFilter | undefined {
  const [who, area, before] = ["who", "area", "before"].map((name) => query.get(name) || undefined);
  if (who && who !== "command" && !wholeNumber.test(who)) return undefined;
  if (area && !areas.includes(area as Area)) return undefined;
  if (before && !wholeNumber.test(before)) return undefined;
  return {
    who: who === "command" ? who : who ? Number(who) : undefined,
    area: area as Area | undefined,
    before: before ? Number(before) : undefined,
  };
}
