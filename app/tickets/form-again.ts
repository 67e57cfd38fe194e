import type { KeptFile } from "~/files/attachment.ts";
import type { FieldError } from "~/http/form.ts";
import type { SecretKind } from "~/secrets/secret.ts";
import type { Inserts } from "./insert.ts";

/** A form that comes back: as typed, with what to mend, and what the server has to say about it. */
export interface FormAgain {
  intent: string;
  typed: Record<string, string>;
  errors: FieldError[];
  /** Files that came with it, kept for the next try. */
  files?: KeptFile[];
  /** The text as it would look, for `preview`. */
  preview?: string;
  /** Something new arrived since the page was loaded. */
  isStale?: boolean;
  /** Look at it and press once more. */
  needsPress?: boolean;
  /** What in the text looks like something secret: its sender is asked once. */
  secrets?: SecretKind[];
  /** What an agent searched for to put into the reply. */
  inserts?: Inserts;
}
