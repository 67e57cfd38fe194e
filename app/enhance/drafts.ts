import { draftOf, fillIn } from "./draft-fields.ts";
import { showDraftNote } from "./draft-note.ts";
import { draftKey, dropDraft, dropDrafts, readDraft, writeDraft } from "./draft-store.ts";
import { dropSentDraft, noteSending } from "./sent-draft.ts";

const SAVED_AFTER_MS = 300;
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** Every form with `data-draft` keeps what is typed in this browser until it was sent. */
export function keepDrafts(): void {
  dropSentDraft();
  dropDrafts({ before: Date.now() - KEPT_FOR_MS });
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) keepDraft(form);
}

function keepDraft(form: HTMLFormElement): void {
  const key = draftKey(form);
  const draft = readDraft(key);
  if (draft && fillIn(form, draft)) showDraftNote(form);

  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    const typed = draftOf(form);
    if (typed) writeDraft(key, typed);
    else dropDraft(key);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(save, SAVED_AFTER_MS);
  });
  form.addEventListener("reset", () => setTimeout(save)); // the event comes before the fields are emptied
  form.addEventListener("submit", () => {
    save();
    noteSending(key);
  });
  window.addEventListener("pagehide", () => {
    if (timer) save();
  });
}
