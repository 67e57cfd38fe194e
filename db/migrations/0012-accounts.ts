import { type Kysely, sql } from "kysely";
import { idColumn, isPostgres } from "./column-types.ts";

/** The second step at sign-in, its recovery codes, and the log of what the team did, which only grows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("agents").addColumn("totp_secret", "text").execute();
  await db.schema.alterTable("agents").addColumn("totp_since_at", "bigint").execute();
  await db.schema.alterTable("agents").addColumn("totp_last_step", "bigint").execute();

  await db.schema
    .createTable("recovery_codes")
    .addColumn("code_hash", "text", (c) => c.primaryKey())
    .addColumn("agent_id", "integer", (c) => c.notNull().references("agents.id").onDelete("cascade"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("used_at", "bigint")
    .execute();
  await db.schema.createIndex("recovery_codes_agent").on("recovery_codes").column("agent_id").execute();

  await db.schema
    .createTable("audit_log")
    .addColumn("id", "integer", idColumn(db))
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("deed", "text", (c) => c.notNull())
    .addColumn("subject_id", "integer")
    .addColumn("details", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("audit_log_agent").on("audit_log").columns(["agent_id", "id"]).execute();
  if (isPostgres(db)) {
    await sql`create function audit_log_only_grows() returns trigger language plpgsql as
      'begin raise exception ''the audit log only grows''; end'`.execute(db);
    await sql`create trigger audit_log_only_grows before update or delete on audit_log
      for each row execute function audit_log_only_grows()`.execute(db);
    return;
  }
  for (const verb of ["update", "delete"]) {
    await sql`create trigger ${sql.raw(`audit_log_no_${verb}`)} before ${sql.raw(verb)} on audit_log
      begin select raise(abort, 'the audit log only grows'); end`.execute(db);
  }
}
