/** What the viewer may do with one ticket, besides what everybody may. */
export interface Rights {
  /** Wrote it, or opened its secret link. */
  isAuthor: boolean;
  /** Wrote a duplicate that was merged into it: takes part like its author, but does not rule the other's text. */
  isCoRequester: boolean;
  isAgent: boolean;
}

/** Someone whose reply counts as the requester's. */
export function isRequester(rights: Rights): boolean {
  return rights.isAuthor || rights.isCoRequester;
}

/** The author's tools and the team's: change the text, close, hide, remove. */
export function canManage(rights: Rights): boolean {
  return rights.isAuthor || rights.isAgent;
}

export function canAccept(rights: Rights): boolean {
  return isRequester(rights) || rights.isAgent;
}

/** A reply is changed by who wrote it, and by the team. */
export function mayChangeReply(
  { visitor }: { visitor: { id: number } | null },
  rights: Rights,
  reply: { visitor_id: number | null },
): boolean {
  return rights.isAgent || (visitor !== null && reply.visitor_id === visitor.id);
}
