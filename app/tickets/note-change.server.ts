import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { isTelling, noteAddresses } from "~/site/indexnow.server.ts";
import { ticketPath } from "~/urls.ts";
import { isIndexedTicket } from "./visibility.server.ts";

/**
 * Notes a ticket's address for search engines, and the one that it had: its page changed, came, or went.
 * @param before undefined for a new ticket
 */
export async function noteTicketChange(
  trx: Trx,
  before: TicketRow | undefined,
  after: TicketRow,
  now: number,
): Promise<void> {
  const was = before && isIndexedTicket(before) ? ticketPath(before) : undefined;
  const is = isIndexedTicket(after) ? ticketPath(after) : undefined;
  if ((!was && !is) || !(await isTelling(trx))) return;
  if (was && !is && (await forgetUntold(trx, was, before?.published_at ?? null))) return;
  await noteAddresses(trx, new Set([was, is].filter((path) => path !== undefined)), now);
}

/** Hidden before anybody was told of it: its title, which stands in the address, stays with us. */
async function forgetUntold(trx: Trx, path: string, publishedAt: number | null): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("changed_addresses")
    .where("path", "=", path)
    .where("noted_at", "=", publishedAt)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
