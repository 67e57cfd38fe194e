export type DocumentKind = "ticket" | "article";

/** Appended to the names of the tables that a rebuild fills. */
export const NEXT = "_next";

export const fullTable = (kind: DocumentKind) => `search_${kind}s`;
export const titleTable = (kind: DocumentKind) => `search_${kind}_titles`;
/** Tickets that several people voted for. Their entries stand in the order of votes, see `votedEntry`. */
export const VOTED_TABLE = "search_ticket_voted";
/** While there is a second index: the documents whose entries there the site has written or removed itself. */
export const writtenTable = (kind: DocumentKind) => `search_written_${kind}s`;

export const ID_BITS = 40;
/** What is left of an entry's number among the voted ones without its level: the ticket. */
export const TICKET_MASK = 2 ** ID_BITS - 1;

/** The number of an entry among the voted ones: it is led by the level, so most votes come last. */
export const votedEntry = (id: number, level: number): number => level * 2 ** ID_BITS + id;
