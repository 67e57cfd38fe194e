/** How a browser follows a ticket, for itself. */
export interface OwnFollow {
  address: string;
  /** The link in the first mail has been pressed, or need not be. */
  isConfirmed: boolean;
  /** The mail server said that there is no such mailbox. */
  isBounced: boolean;
}

/** One line of the list of what a browser follows. */
export interface FollowedTicket extends OwnFollow {
  number: number;
  /** Null where this browser may not read it any more. */
  ticket: { id: number; slug: string; title: string; language: string } | null;
}
