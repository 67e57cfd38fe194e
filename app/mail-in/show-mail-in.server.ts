import type { Db } from "#db/client.ts";
import type { MailInView } from "./mail-in-view.ts";

const COUNTED_MS = 30 * 24 * 60 * 60 * 1000;

/** How it goes with the answers that come by mail. */
export async function showMailIn(db: Db, address: string, now: number): Promise<MailInView> {
  const [sources, counts] = await Promise.all([
    db.selectFrom("mail_sources").selectAll().orderBy("name").execute(),
    db
      .selectFrom("taken_mails")
      .select((eb) => ["outcome", eb.fn.countAll<number>().as("count")])
      .where("created_at", ">", now - COUNTED_MS)
      .groupBy("outcome")
      .orderBy("outcome")
      .execute(),
  ]);
  const newest = (times: (number | null)[]) => Math.max(0, ...times.map((at) => at ?? 0)) || null;
  const imap = sources.find(({ name }) => name === "imap");
  return {
    address,
    lookedAt: imap?.looked_at ?? null,
    mailAt: newest(sources.map(({ mail_at }) => mail_at)),
    fault: imap?.fault && imap.fault_at !== null ? { words: imap.fault, at: imap.fault_at } : null,
    counts: counts.map(({ outcome, count }) => ({ outcome, count: Number(count) })),
  };
}
