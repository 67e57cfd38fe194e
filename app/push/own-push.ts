/** What a page needs to offer a ticket's news in the browser that shows it. */
export interface OwnPush {
  /** The site's public key: a browser's permission is for that one. */
  key: string;
  /** This browser has the ticket's news already. */
  isOn: boolean;
}

/** One line of the list of what a browser is told of. */
export interface PushedTicket {
  number: number;
  /** Null where this browser may not read it any more. */
  ticket: { id: number; slug: string; title: string; language: string } | null;
}
