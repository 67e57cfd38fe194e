import type { Db } from "#db/client.ts";
import type { AuditFilter } from "./audit-filter.ts";
import type { AuditRow } from "./audit-row.ts";
import type { Area, DeedDetails } from "./deed.ts";

const ON_A_PAGE = 50;
const MOST_PEOPLE = 500;

/** The newest rows of the audit log that fit, and the row before which the next page begins. */
export async function listDeeds(
  db: Db,
  { who, area, before }: AuditFilter,
): Promise<{ rows: AuditRow[]; next: number | null }> {
  const found = await db
    .selectFrom("audit_log")
    .leftJoin("agents as actor", "actor.id", "audit_log.agent_id")
    .leftJoin("agents as person", (join) =>
      join.onRef("person.id", "=", "audit_log.subject_id").on("audit_log.deed", "like", "person.%"),
    )
    .select(["audit_log.id", "audit_log.deed", "audit_log.subject_id", "audit_log.details", "audit_log.created_at"])
    .select(["actor.name as actor_name", "person.name as person_name"])
    .$if(who === "command", (query) => query.where("audit_log.agent_id", "is", null))
    .$if(typeof who === "number", (query) => query.where("audit_log.agent_id", "=", Number(who)))
    .$if(area !== undefined, (query) => query.where("audit_log.deed", "like", `${area}.%`))
    .$if(before !== undefined, (query) => query.where("audit_log.id", "<", before ?? 0))
    .orderBy("audit_log.id", "desc")
    .limit(ON_A_PAGE + 1)
    .execute();
  const rows = found.slice(0, ON_A_PAGE).map((row) => ({
    id: row.id,
    at: row.created_at,
    who: row.actor_name,
    area: row.deed.split(".")[0] as Area,
    deed: row.deed,
    subject: row.subject_id,
    person: row.person_name,
    details: (row.details ? JSON.parse(row.details) : {}) as DeedDetails,
  }));
  return { rows, next: found.length > ON_A_PAGE ? (rows.at(-1)?.id ?? null) : null };
}

/** Everybody who may stand in the log. */
export async function listActors(db: Db): Promise<{ id: number; name: string }[]> {
  return db.selectFrom("agents").select(["id", "name"]).orderBy("name").orderBy("id").limit(MOST_PEOPLE).execute();
}
