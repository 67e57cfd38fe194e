/** What was typed into a form's controls, by their ids: a text or a choice, or whether a box is ticked. */
export type Draft = Record<string, string | boolean>;

const PREFIX = "draft ";

/** A draft belongs to a page and a form: what was meant as a note for the team never comes back in a public reply. */
export function draftKey(form: HTMLFormElement): string {
  return `${PREFIX}${location.pathname} ${form.dataset.draft}`;
}

export function readDraft(key: string): Draft | undefined {
  return stored(key)?.draft;
}

export function writeDraft(key: string, draft: Draft): void {
  quietly(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), draft })));
}

export function dropDraft(key: string): void {
  quietly(() => localStorage.removeItem(key));
}

/** Without a time all of them. */
export function dropDrafts({ before = Number.POSITIVE_INFINITY } = {}): void {
  const keys = quietly(() => Object.keys(localStorage)) ?? [];
  for (const key of keys) {
    if (key.startsWith(PREFIX) && !((stored(key)?.at ?? 0) >= before)) dropDraft(key);
  }
}

function stored(key: string): { at: number; draft: Draft } | undefined {
  return quietly(() => JSON.parse(localStorage.getItem(key) ?? "null")) ?? undefined;
}

/** A browser may refuse to store: full, forbidden, private. Then there are no drafts, and everything else works. */
export function quietly<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
