const IGNORED_FOR_MS = 2000;

/**
 * A second press within two seconds sends nothing. No button is disabled: that would drop its name from the form and
 * lose the focus. After that it may be pressed again, for a connection that hangs; the server makes one of two anyway.
 */
export function ignoreSecondSubmit(): void {
  const sending = new Map<EventTarget, HTMLElement | null>();
  const release = (form: EventTarget) => {
    sending.get(form)?.removeAttribute("aria-disabled");
    sending.delete(form);
  };

  // On the way down, before anyone else hears of it.
  window.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      if (sending.has(form)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      sending.set(form, event.submitter);
      event.submitter?.setAttribute("aria-disabled", "true");
      setTimeout(release, IGNORED_FOR_MS, form);
    },
    true,
  );
  // The browser's Back may show this same page again, as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of [...sending.keys()]) release(form);
  });
}
