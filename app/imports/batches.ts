import type { ReplyToImport, TicketToImport } from "./import.ts";

/** Texts that are prepared together, and at most as many written at once. */
const BATCH = 128;

/** What of a ticket is going to be brought in together. */
export interface Unwritten {
  ticket: TicketToImport;
  isNew: boolean;
  replies: ReplyToImport[];
}

/** What is not here yet, cut into batches; the replies of a long thread may go on in the next. */
export function inBatches(tickets: TicketToImport[], known: ReadonlyMap<string, unknown>): Unwritten[][] {
  const batches: Unwritten[][] = [];
  let room = 0;
  for (const ticket of tickets) {
    let isNew = !known.has(ticket.externalId);
    const replies = ticket.replies.filter(({ externalId }) => !known.has(externalId));
    while (isNew || replies.length > 0) {
      if (room < 1 || (room < replies.length && room < BATCH)) {
        batches.push([]);
        room = BATCH;
      }
      const part = { ticket, isNew, replies: replies.splice(0, room - (isNew ? 1 : 0)) };
      batches.at(-1)?.push(part);
      room -= countUnwritten([part]);
      isNew = false;
    }
  }
  return batches;
}

export function countUnwritten(batch: Unwritten[]): number {
  return batch.reduce((sum, { isNew, replies }) => sum + (isNew ? 1 : 0) + replies.length, 0);
}
