/** Moves the focus to what the server wants read first: errors, a preview, news (WCAG 3.3.1, GOV.UK error summary). */
export function focusFirstNews(): void {
  const news = document.querySelector<HTMLElement>("[data-focus]");
  news?.focus({ preventScroll: true });
  news?.scrollIntoView({ block: "nearest" });
}

/**
 * A link of the error summary goes into its field with the label in sight. The address alone finds no group of radio
 * buttons: their ids are the group's word and their value.
 */
export function leadFromErrorsToFields(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".error-summary a[href^='#']")) {
    link.addEventListener("click", (event) => {
      const field = findField(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      field.focus({ preventScroll: true });
      (field.closest("fieldset, .field") ?? field).scrollIntoView();
    });
  }
}

function findField(name: string): HTMLElement | null {
  const named = CSS.escape(name);
  const find = (selector: string) => document.querySelector<HTMLElement>(selector);
  return find(`:is(input, textarea, select)#${named}`) ?? find(`[name=${named}]:checked`) ?? find(`[name=${named}]`);
}
