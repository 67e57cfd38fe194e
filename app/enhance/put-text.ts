const touched = new WeakSet<EventTarget>();
document.addEventListener("focusin", ({ target }) => target && touched.add(target));

/**
 * Puts a text into a field in place of what is selected, or of everything from `from` to the caret; at the end, after
 * an empty line, where nobody has been in the field yet. Undo takes it
 * out again: only the old command does that in every browser.
 */
export function putText(field: HTMLTextAreaElement, words: string, from?: number): void {
  let text = words;
  if (!touched.has(field) && field.value) {
    field.setSelectionRange(field.value.length, field.value.length);
    text = `\n\n${text}`;
  }
  field.focus();
  if (from !== undefined) field.setSelectionRange(from, field.selectionEnd);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
