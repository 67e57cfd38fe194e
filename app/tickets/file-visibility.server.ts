import type { Db } from "#db/client.ts";
import type { Viewer } from "~/people/viewer.ts";
import { findTicket, findTicketByNumber, isIndexedTicket, isPublic } from "./visibility.server.ts";

/** Whom a file may be shown to, besides the one who asks. */
export interface FileSight {
  /** Strangers may all have it. */
  isPublic: boolean;
  isIndexed: boolean;
}

/**
 * Whether this viewer reads the text that a file stands at, now: a file is never seen where its text is not. Undefined
 * where they do not.
 */
export async function seeFileOfTicket(
  db: Db,
  viewer: Viewer,
  { ticket_id, reply_id }: { ticket_id: number | null; reply_id: number | null },
  now: number,
): Promise<FileSight | undefined> {
  const reply = reply_id === null ? undefined : await findReplyRow(db, reply_id);
  const number = ticket_id ?? reply?.ticket_id;
  if (number === undefined) return undefined;
  const found = await findTicket(db, viewer, number, now);
  if ("hidden" in found || "gone" in found) return undefined;
  const isOpen = !reply || (reply.kind !== "note" && reply.removed_at === null && reply.moderation !== "held");
  // Who wrote what is held reads it; notes and what was removed stay at the desk.
  const isOwn =
    reply?.moderation === "held" &&
    reply.removed_at === null &&
    viewer.visitor !== null &&
    reply.visitor_id === viewer.visitor.id;
  if (!isOpen && !isOwn && !viewer.agent) return undefined;

  const ticket = await findTicketByNumber(db, number);
  const shown = "movedTo" in found ? found.movedTo : found.ticket;
  const forAll = isOpen && ticket !== undefined && isPublic(ticket) && isPublic(shown);
  return { isPublic: forAll, isIndexed: forAll && isIndexedTicket(shown) };
}

async function findReplyRow(db: Db, id: number) {
  return db
    .selectFrom("replies")
    .select(["ticket_id", "kind", "removed_at", "moderation", "visitor_id"])
    .where("id", "=", id)
    .executeTakeFirst();
}
