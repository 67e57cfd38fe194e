import type { Trx } from "#db/client.ts";
import type { Deed, DeedDetails } from "./deed.ts";

/** Who of the team does something, and when. Writes take it as `doer`; without one nothing is noted (imports, seeds). */
export interface Doer {
  /** Null: from the command line. */
  agentId: number | null;
  now: number;
}

interface About {
  /** The number of the ticket, the article, the person that it was done to. */
  subject?: number;
  details?: DeedDetails;
}

/** Adds a row to the audit log, in the transaction of the deed: neither is there without the other. */
export async function noteDeed(trx: Trx, doer: Doer | undefined, deed: Deed, about: About = {}): Promise<void> {
  if (!doer) return;
  await trx
    .insertInto("audit_log")
    .values({
      agent_id: doer.agentId,
      deed,
      subject_id: about.subject ?? null,
      details: about.details ? JSON.stringify(about.details) : null,
      created_at: doer.now,
    })
    .execute();
}
