import type { Area, DeedDetails } from "./deed.ts";

/** A row of the audit log, as its page shows it. */
export interface AuditRow {
  id: number;
  /** Milliseconds since 1970 UTC. */
  at: number;
  /** Null: from the command line. */
  who: string | null;
  area: Area;
  deed: string;
  subject: number | null;
  /** The name of the person whom it was done to. */
  person: string | null;
  details: DeedDetails;
}
