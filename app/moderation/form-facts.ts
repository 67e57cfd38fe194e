/** What the way a form came back tells of its sender. Each is a hint; none refuses. */
export interface FormFacts {
  /** How long the form was open, in milliseconds; undefined where it carried no token. */
  ageMs?: number;
  /** The field that no person sees was filled. */
  decoy: boolean;
  /** The browser said that the form comes from our page; undefined where it said nothing. */
  sameOrigin?: boolean;
  /** A cookie of ours came back: this browser wrote here before. */
  knownVisitor: boolean;
}

/** The field that no person sees; its name invites whoever fills in everything. */
export const DECOY_FIELD = "website";
