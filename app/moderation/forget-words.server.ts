import type { Trx } from "#db/client.ts";

interface Posts {
  ticketIds: number[];
  replyIds: number[];
}

/**
 * Forgets what the filter kept of posts whose words are taken out: hashes of words, and hosts. That a host stood in spam
 * stays counted, or spam would be forgotten by whoever erases it; that it stood in what was fine does not.
 */
export async function forgetWords(trx: Trx, { ticketIds, replyIds }: Posts): Promise<void> {
  const rows = await trx
    .selectFrom("verdicts")
    .select(["id", "hosts", "mark"])
    .where((eb) =>
      eb.or([eb.and([eb("ticket_id", "in", ticketIds), eb("reply_id", "is", null)]), eb("reply_id", "in", replyIds)]),
    )
    .execute();
  for (const { id, hosts, mark } of rows) {
    if (mark === "fine") await takeFromFine(trx, hosts.split(" ").filter(Boolean));
    await trx.updateTable("verdicts").set({ sketch: "", hosts: "" }).where("id", "=", id).execute();
  }
}

async function takeFromFine(trx: Trx, hosts: string[]): Promise<void> {
  if (hosts.length === 0) return;
  await trx
    .updateTable("named_hosts")
    .set((eb) => ({ fine: eb("fine", "-", 1) }))
    .where("host", "in", hosts)
    .where("fine", ">", 0)
    .execute();
  await trx.deleteFrom("named_hosts").where("host", "in", hosts).where("fine", "=", 0).where("spam", "=", 0).execute();
}
