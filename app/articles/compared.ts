import type { Changes, RevisionLine } from "./edit-view.ts";

/** Two texts of an article compared, and all of them to choose from. */
export interface ComparedTexts {
  article: { id: number; title: string; language: string };
  revisions: RevisionLine[];
  from: RevisionLine | null;
  to: RevisionLine;
  changes: Changes;
  /** The text of `to` is not the newest one, so it can be brought back. */
  canRestore: boolean;
}
