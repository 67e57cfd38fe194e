import { say, statusLine } from "./status-line.ts";

/** Says above the fields that a draft came back, with a button that empties the form. */
export function showDraftNote(form: HTMLFormElement): void {
  const note = statusLine("draft-note");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "link-button";
  clear.textContent = form.dataset.draftClear ?? "";
  clear.addEventListener("click", () => {
    form.reset();
    note.remove();
    form.querySelector<HTMLElement>("input[type=text], textarea")?.focus();
  });
  form.querySelector("fieldset, .field")?.before(note);
  say(note, `${form.dataset.draftRestored} `, clear);
}
