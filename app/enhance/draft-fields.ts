import type { Draft } from "./draft-store.ts";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Nothing hidden (the form's token, the version that was seen), no password, no file. */
const KEPT = /^(text|textarea|select-one|radio|checkbox)$/;

/** What stands in the form, or undefined while there is no text in it: a choice alone is no draft. */
export function draftOf(form: HTMLFormElement): Draft | undefined {
  if (!hasText(form)) return undefined;
  return Object.fromEntries(
    controlsOf(form).map((control) => [control.id, isTick(control) ? control.checked : control.value]),
  );
}

/**
 * Puts a draft into a form that came without a text. Where the server sent one, it is what was typed last, and stays.
 * Says whether anything was put in.
 */
export function fillIn(form: HTMLFormElement, draft: Draft): boolean {
  if (hasText(form)) return false;
  const chosenByLink = new URLSearchParams(location.search);
  for (const control of controlsOf(form)) {
    const kept = draft[control.id];
    if (kept === undefined || chosenByLink.has(control.name)) continue;
    if (isTick(control)) control.checked = Boolean(kept);
    else if (control instanceof HTMLSelectElement) choose(control, String(kept));
    else control.value ||= String(kept);
  }
  return hasText(form);
}

/** A name is filled in by the server or the browser: it alone is no text. */
function hasText(form: HTMLFormElement): boolean {
  return controlsOf(form).some(
    (control) => /^text/.test(control.type) && control.autocomplete !== "name" && control.value.trim() !== "",
  );
}

/** A status is chosen anew each time: one that came back with a draft would be set by accident. */
function controlsOf(form: HTMLFormElement): Control[] {
  return ([...form.elements] as Control[]).filter(
    ({ id, type }) => id && KEPT.test(type) && id !== "status" && id !== "reason",
  );
}

function isTick(control: Control): control is HTMLInputElement {
  return control.type === "radio" || control.type === "checkbox";
}

/** An option may have gone since. */
function choose(select: HTMLSelectElement, value: string): void {
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}
