/** Whether sign-in asks an agent for a code of their authenticator app. */
export interface SecondStepState {
  /** Milliseconds since 1970 UTC; null while it is off. */
  since: number | null;
  codesLeft: number;
}

/** What an authenticator app takes: by its picture, by hand, or by the address. */
export interface ProposedSecondStep {
  sealed: string;
  /** In groups of four. */
  key: string;
  address: string;
}
