/** What an address of a ticket asks for. */
export interface TicketQuery {
  /** Where the thread's page begins; undefined for the first, null for something that is no number. */
  after: number | undefined | null;
  editing: { ticket: boolean; reply?: number };
  asEveryone: boolean;
  receipt: string | null;
  /** A reply was just sent from here and is held. */
  isReplyHeld: boolean;
  /** The page of the thread that this reply stands on. */
  reply: number | undefined;
  /** The part of the query that an address keeps when it is put right. */
  kept: string;
}

export function parseTicketQuery(query: URLSearchParams): TicketQuery {
  const after = query.get("after");
  const edit = query.get("edit");
  const kept = new URLSearchParams(query);
  kept.delete("receipt");
  return {
    after: after === null ? undefined : /^\d{1,15}$/.test(after) ? Number(after) : null,
    editing: { ticket: edit === "ticket", reply: Number(edit) || undefined },
    asEveryone: query.get("as") === "everyone",
    receipt: query.get("receipt"),
    isReplyHeld: query.get("reply") === "held",
    reply: /^\d{1,15}$/.test(query.get("reply") ?? "") ? Number(query.get("reply")) : undefined,
    kept: kept.toString(),
  };
}
