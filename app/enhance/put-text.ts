const touched = new WeakSet<EventTarget>();
document.addEventListener("focusin", ({ target }) => target && touched.add(target));

/**
 * Puts a text into a field in place of what is selected, or of everything from `from` to the caret; at the end, after
 * an empty line, where nobody has been in the field yet. Undo takes it out again: only the old command does that in
 * every browser.
 */
export function putText(field: HTMLTextAreaElement, text: string, from?: number): void {
  if (!touched.has(field)) field.setSelectionRange(field.value.length, field.value.length);
  const start = from ?? field.selectionStart;
  const isBehindWord = /\S$/.test(field.value.slice(0, start));
  const gap = touched.has(field) ? " " : "\n\n";
  field.focus();
  field.setSelectionRange(start, field.selectionEnd);
  const words = isBehindWord ? gap + text : text;
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
