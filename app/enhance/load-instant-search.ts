/** A search field whose form has `data-instant` answers while somebody types. The script for it comes when it is wanted. */
export function loadInstantSearch(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-instant]");
  const load = () => {
    // Without it, or in a browser that cannot read it, the form asks the server.
    import(form?.dataset.instantScript ?? "").catch(() => {});
  };
  form?.addEventListener("focusin", load, { once: true });
  if (form?.contains(document.activeElement)) load();
}
