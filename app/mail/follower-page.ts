/** What the page of a mail's links shows. */
export interface FollowerPageProps {
  token: string;
  /** Null where nothing is sent there any more. */
  follow: {
    number: number;
    /** As much of the address as tells its owner that it is theirs. */
    address: string;
    state: "asked" | "on" | "off";
    /** Where everybody can read the ticket. */
    ticketUrl: string | null;
  } | null;
  /** They came by the link "it was not me". */
  isNotMe: boolean;
  /** Just done: the address is deleted, with a key to allow it again; or it is allowed again. */
  done?: { refused: string } | "allowed";
}
