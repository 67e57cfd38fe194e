import { type Db, inQuietTransaction } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import type { FieldError } from "~/http/form.ts";
import { readSettings } from "~/site/load-site.server.ts";
import { saveSetting } from "~/site/save-settings.server.ts";
import { MOST_OVERDUE_HOURS, OVERDUE_HOURS } from "./overdue.ts";

export async function readOverdueHours(db: Db): Promise<number> {
  return (await readSettings(db)).overdue_hours ?? OVERDUE_HOURS;
}

/** After how long a ticket has waited too long. */
export async function saveOverdueHours(
  db: Db,
  typed: string,
  doer: Doer,
): Promise<{ typed: Record<string, string>; errors: FieldError[] } | undefined> {
  const hours = /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : 0;
  if (hours < 1 || hours > MOST_OVERDUE_HOURS) {
    const values = { max: MOST_OVERDUE_HOURS };
    return { typed: { hours: typed }, errors: [{ field: "hours", message: "hooks:error.hours", values }] };
  }
  await inQuietTransaction(db, async (trx) => {
    await saveSetting(trx, "overdue_hours", hours, doer.now);
    await noteDeed(trx, doer, "setting.changed", { details: { setting: "overdue_hours" } });
  });
  return undefined;
}
